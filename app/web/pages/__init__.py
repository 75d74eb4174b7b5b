"""One module a noun; each answers with whole pages or with blocks of them."""

from app.web.pages import (
    accessibility,
    account,
    action_line,
    api_docs,
    audit_entry,
    audit_entry_file,
    deliverable,
    identity,
    overview,
    password,
    person,
    person_access,
    person_file,
    portfolio,
    probe,
    project,
    report,
    role,
    session,
    status_update,
)

# In the order of how often they are asked for: whoever stands behind waits while paths are compared.
PAGE_ROUTERS = (
    overview.router,
    deliverable.router,
    status_update.router,
    project.router,
    portfolio.router,
    report.router,
    action_line.router,
    person_file.router,  # its path is one of those that name a person
    person.router,
    person_access.router,
    role.router,
    audit_entry.router,
    audit_entry_file.router,
    session.router,
    account.router,
    password.router,
    identity.router,
    accessibility.router,
    api_docs.router,
    probe.router,
)
