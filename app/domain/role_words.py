"""What each role is and what each ability means, in words for who is given them."""

from collections.abc import Mapping

from app.domain.refusal import Message
from app.domain.role import Ability, Role

MEANS: Mapping[Ability, Message] = {
    Ability.READ: Message(
        "Read the facts of the programme, also on a past day, and its reports once they have been adopted."
    ),
    Ability.SEE_DRAFTS: Message(
        "Read a report before it has been adopted: its draft, what is signed and what is remarked."
    ),
    Ability.UPDATE_OWN: Message("Say how the deliverables stand that they lead, themselves or by project."),
    Ability.UPDATE_ALL: Message("Say how every deliverable of the programme stands."),
    Ability.MANAGE_DECISIONS: Message("Say what a decision asks and of whom, and record how it was taken."),
    Ability.RUN_ROUND: Message(
        "Take the half-yearly round from step to step: send the report into review, adopt and publish it."
    ),
    Ability.COMMENT: Message("Remark on the sections of a report that is in review."),
    Ability.SIGN: Message(
        "Sign the sections of a report, on behalf of the party that is named with the role."
    ),
    Ability.MANAGE_STRUCTURE: Message(
        "Say what the programme is made of: add, rename, move, merge, split and withdraw its parts."
    ),
    Ability.MANAGE_STEERING: Message(
        "Keep indicators, risks, external dependencies and commitments to parliament."
    ),
    Ability.AUDIT: Message("See in the audit trail who did what."),
    Ability.MANAGE_PEOPLE: Message("Add people, give and take roles, hand over what a lead leads."),
    Ability.ADMINISTER: Message(
        "Invite people, end where they are signed in, rename parties for every programme, and see the audit "
        "trail of the installation itself."
    ),
}

IS: Mapping[Role, Message] = {
    Role.LEAD: Message("Leads projects or deliverables in one programme."),
    Role.OFFICE: Message("Runs one programme: the half-yearly round, its texts and its people."),
    Role.SPONSOR: Message("Commissions one programme, on behalf of the party that is named with the role."),
    Role.READER: Message("Follows one programme."),
    Role.ADMIN: Message("Runs this installation, and sees every programme in it."),
}
