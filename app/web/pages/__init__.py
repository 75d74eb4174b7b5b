"""One module a noun; each answers with whole pages or with blocks of them."""

from app.web.pages import (
    accessibility,
    account,
    action_line,
    api_docs,
    audit_entry,
    change,
    deliverable,
    overview,
    person,
    person_file,
    portfolio,
    probe,
    project,
    promise_ledger,
    report,
    role,
    search,
    session,
    status_update,
)

# In the order of how often they are asked for: whoever stands behind waits while paths are compared.
PAGE_ROUTERS = (
    overview.router,
    deliverable.router,
    status_update.router,
    project.router,
    promise_ledger.router,
    change.router,
    portfolio.router,
    report.router,
    action_line.router,
    search.router,
    person_file.router,  # its path is one of those that name a person
    person.router,
    role.router,
    audit_entry.router,
    session.router,
    account.router,
    accessibility.router,
    api_docs.router,
    probe.router,
)
