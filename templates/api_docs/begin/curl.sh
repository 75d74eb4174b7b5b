#!/bin/sh
set -eu
mijlpaal() { curl --silent --show-error --fail-with-body --header "Authorization: Bearer $TOKEN" "$@"; }
json='Content-Type: application/json'
answer=$(mktemp)

# 1. Which programmes can you read?
mijlpaal "$API/programmes"

# 2. Which of its promises are overdue?
mijlpaal "$API/deliverables?programme=$PROGRAMME&timeliness=overdue"

# 3. And how did it stand on the last day of September?
mijlpaal "$API/deliverables?programme=$PROGRAMME&asOf=2023-09-30&limit=2"

# 4. Add a risk. Sent again with the same key, it is added once.
mijlpaal "$API/risks" --header "$json" --header "Idempotency-Key: $(date +%s)-$$" --dump-header "$answer" \
  --data '{"programme": "'"$PROGRAMME"'", "kind": "risk", "title": "Te weinig vrijwilligers", "likelihood": 3, "impact": 4}'
field() { tr -d '\r' <"$answer" | sed -n "s/^$1: //Ip"; }
risk="${API%/api/v1}$(field location)"

# 5. Change it. The ETag says which version you have seen; without it the answer is 428, with an old one 412.
mijlpaal "$risk" --request PATCH --header "$json" --header "If-Match: $(field etag)" --dump-header "$answer" \
  --data '{"measure": "Een wervingsactie in het voorjaar.", "reason": "Er is een plan."}'

# 6. Take it back: it was only a try.
mijlpaal "$risk/_retract" --header "$json" --header "If-Match: $(field etag)" \
  --data '{"reason": "Dit was een proef."}'
