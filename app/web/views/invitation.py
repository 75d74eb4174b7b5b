"""How whoever is added comes in: by an invitation that is mailed, or a link to hand on."""

from dataclasses import dataclass

from app.actions import invitation
from app.queries.role_grant import grants_of
from app.queries.sign_in import has_way_in
from app.templating import translator
from app.web.deps.people import PeopleAccess

MAIL, LINK, LATER = "mail", "link", ""


@dataclass(frozen=True, slots=True)
class InvitationSent:
    """What became of an invitation: mailed, shown once as a link, or not made."""

    is_mailed: bool = False
    link: str = ""


def list_ways(access: PeopleAccess) -> list[tuple[str, str]]:
    """Return the ways to let somebody in, the usual one first; none in a demonstration."""
    if access.app_state.is_demo:
        return []
    say = translator().gettext
    by_mail = (MAIL, say("Mail an invitation"))
    others = [(LINK, say("Show a link that I hand on")), (LATER, say("Do not invite yet"))]
    return [by_mail, *others] if access.app_state.settings.smtp_host else others


def invite_newcomer(access: PeopleAccess, person_id: int, way: str) -> InvitationSent:
    """Invite somebody in the chosen way; nobody who came in before, or holds a role elsewhere too."""
    session, act, site = access.session, access.act, access.app_state.settings.public_url
    if way not in dict(list_ways(access)) or way == LATER or has_way_in(session, person_id):
        return InvitationSent()
    if not access.viewer.rights.manages_all(grants_of(session, person_id)):
        return InvitationSent()
    if way == MAIL:
        invitation.send(session, act, person_id, site)
        return InvitationSent(is_mailed=True)
    return InvitationSent(link=invitation.build_link(site, invitation.issue(session, act, person_id)))
