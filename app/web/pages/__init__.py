"""One module a noun; each answers with whole pages or with blocks of them."""

from app.web.pages import (
    accessibility,
    action_line,
    api_docs,
    deliverable,
    overview,
    portfolio,
    probe,
    project,
    report,
    session,
    status_update,
)

PAGE_ROUTERS = (
    session.router,
    accessibility.router,
    api_docs.router,
    probe.router,
    portfolio.router,
    overview.router,
    action_line.router,
    project.router,
    deliverable.router,
    report.router,
    status_update.router,
)
