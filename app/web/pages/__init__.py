"""One module a noun; each answers with whole pages or with blocks of them."""

from app.web.pages import portfolio, sign_in

PAGE_ROUTERS = (sign_in.router, portfolio.router)
