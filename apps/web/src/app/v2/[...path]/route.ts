import { getServer } from "#server/deps";

// In production server.mjs answers these paths before Next sees them; this serves development and hosts that run Next by itself.
const handle = async (request: Request): Promise<Response> => (await getServer()).handleRest(request);

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
