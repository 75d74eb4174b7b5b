"""What is sent of a question about a deliverable, and of its answer."""

from typing import ClassVar

from app.domain.question import QuestionKind
from app.web.api.v1.bodies.values import Body, OptionalId, Title


class NewQuestion(Body):
    """What is asked: of the deliverable, or of one of its status updates, which a send-back must name."""

    pointers: ClassVar = {"about": "/statusUpdate"}

    text: Title
    kind: QuestionKind = QuestionKind.QUESTION
    status_update: OptionalId = None


class NewAnswer(Body):
    """What is answered to a question."""

    text: Title
