"""One module a noun; each answers with whole pages or with blocks of them."""

from app.web.pages import accessibility, action_line, overview, portfolio, probe, session

PAGE_ROUTERS = (
    session.router,
    accessibility.router,
    probe.router,
    portfolio.router,
    overview.router,
    action_line.router,
)
