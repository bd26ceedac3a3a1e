// The least that a route handler of Next can do.
export const dynamic = "force-dynamic";

const answer = { keys: "x".repeat(Number(process.env.ECHO_BYTES ?? 0)) };

export const GET = () => Response.json(answer);
