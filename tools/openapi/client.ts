// A client made from the document alone asks for what an analyst asks for. It compiles only
// if the types say so, and runs only if the answers are what the types say.
import createClient from "openapi-fetch";
import type { paths } from "./api.d.ts";

const client = createClient<paths>({ baseUrl: process.argv[2] });

function must<T>(what: string, answer: { data?: T; error?: unknown }): T {
	if (answer.data === undefined) throw new Error(`${what}: ${JSON.stringify(answer.error)}`);
	return answer.data;
}

const contested = must("incidents", await client.GET("/v1/incidents", { params: { query: { contested: true, limit: 5 } } }));
for (const incident of contested.items) {
	const accused: string[] = incident.standing.map((s) => s.accused ?? "somebody");
	console.log(`${incident.id} ${incident.title}: ${accused.join(", ")}`);
}
if (contested.items.length === 0) throw new Error("no incident is contested");

const one = must("incident", await client.GET("/v1/incidents/{id}", { params: { path: { id: contested.items[0].id } } }));
const claims = must("claims", await client.GET("/v1/claims", { params: { query: { incident: [one.id], stance: ["accuses"] } } }));
// With group=act the items are acts, which have no sentence of their own: a client says which it means.
if (!claims.items.every((c) => "quote" in c && c.quote.length > 0)) throw new Error("a claim without its sentence");

const wrong = await client.GET("/v1/incidents", { params: { query: { limit: 5000 } } });
if (wrong.error?.status !== 422) throw new Error(`a wrong limit: ${JSON.stringify(wrong)}`);
console.log(`${claims.items.length} accusations in the first; the client is well`);
