import datetime
import os
from uuid import uuid4

from mijlpaal_client import AuthenticatedClient
from mijlpaal_client.api.deliverables import list_deliverables
from mijlpaal_client.api.programmes import list_programmes
from mijlpaal_client.api.risks import create_risk, retract_risk, update_risk
from mijlpaal_client.models import NewRisk, Retraction, RiskChange, RiskKind, Timeliness

programme = os.environ["PROGRAMME"]
client = AuthenticatedClient(os.environ["API"], token=os.environ["TOKEN"], raise_on_unexpected_status=True)

# 1. Which programmes can you read?
for row in list_programmes.sync(client=client).items:
    print(row.slug, row.title)

# 2. Which of its promises are overdue?
for row in list_deliverables.sync(client=client, programme=programme, timeliness=Timeliness.OVERDUE).items:
    print(row.title, "was promised for", row.deadline.phrase)

# 3. And how did it stand on the last day of September?
day = datetime.date(2023, 9, 30)
print(list_deliverables.sync(client=client, programme=programme, as_of=day, limit=2).to_dict())

# 4. Add a risk. Sent again with the same key, it is added once.
new = NewRisk(
    programme=programme, kind=RiskKind.RISK, title="Te weinig vrijwilligers", likelihood=3, impact=4
)
added = create_risk.sync_detailed(client=client, body=new, idempotency_key=str(uuid4()))
risk = added.parsed.id

# 5. Change it. The ETag says which version you have seen; without it the answer is 428, with an old one 412.
change = RiskChange(measure="Een wervingsactie in het voorjaar.", reason="Er is een plan.")
changed = update_risk.sync_detailed(risk, client=client, body=change, if_match=added.headers["ETag"])
print(changed.parsed.measure)

# 6. Take it back: it was only a try.
reason = Retraction(reason="Dit was een proef.")
retract_risk.sync_detailed(risk, client=client, body=reason, if_match=changed.headers["ETag"])
