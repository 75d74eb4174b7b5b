import os
from uuid import uuid4

import httpx

programme = os.environ["PROGRAMME"]
api = httpx.Client(
    base_url=os.environ["API"],
    headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},
    event_hooks={"response": [lambda answer: answer.raise_for_status()]},
)

# 1. Which programmes can you read?
for row in api.get("/programmes").json()["items"]:
    print(row["slug"], row["title"])

# 2. Which of its promises are overdue?
overdue = api.get("/deliverables", params={"programme": programme, "timeliness": "overdue"})
for row in overdue.json()["items"]:
    print(row["title"], "was promised for", row["deadline"]["phrase"])

# 3. And how did it stand on the last day of September?
asked = {"programme": programme, "asOf": "2023-09-30", "limit": 2}
print(api.get("/deliverables", params=asked).json())

# 4. Add a risk. Sent again with the same key, it is added once.
new = {
    "programme": programme,
    "kind": "risk",
    "title": "Te weinig vrijwilligers",
    "likelihood": 3,
    "impact": 4,
}
added = api.post("/risks", json=new, headers={"Idempotency-Key": str(uuid4())})
risk = f"/risks/{added.json()['id']}"

# 5. Change it. The ETag says which version you have seen; without it the answer is 428, with an old one 412.
change = {"measure": "Een wervingsactie in het voorjaar.", "reason": "Er is een plan."}
changed = api.patch(risk, json=change, headers={"If-Match": added.headers["ETag"]})
print(changed.json()["measure"])

# 6. Take it back: it was only a try.
reason = {"reason": "Dit was een proef."}
api.post(f"{risk}/_retract", json=reason, headers={"If-Match": changed.headers["ETag"]})
