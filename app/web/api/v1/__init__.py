"""Version 1 of the JSON API: one module a noun, the contract in `shapes`."""

from fastapi.routing import APIRouter

API_ROUTERS: tuple[APIRouter, ...] = ()
