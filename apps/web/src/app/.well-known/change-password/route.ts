/** Where password managers send people whose password is to be replaced (https://w3c.github.io/webappsec-change-password-url/). */
export function GET(): Response {
  return new Response(null, { status: 303, headers: { location: "/account/password", "cache-control": "no-store" } });
}
