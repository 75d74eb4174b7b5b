"""Version 1 of the JSON API: one module a noun, the contract in `shapes`."""

from fastapi.routing import APIRouter

from app.web.api.v1 import (
    action_line,
    audit_entry,
    deadline,
    decision,
    deliverable,
    description,
    external_dependency,
    indicator,
    measurement,
    parliamentary_commitment,
    party,
    pilot_site,
    programme,
    project,
    promise,
    report,
    reporting_period,
    risk,
    sign_off,
    status_update,
)

API_ROUTERS: tuple[APIRouter, ...] = (
    description.router,
    programme.NOUN.router,
    action_line.NOUN.router,
    project.NOUN.router,
    deliverable.NOUN.router,
    deadline.NOUN.router,
    status_update.NOUN.router,
    decision.NOUN.router,
    risk.NOUN.router,
    external_dependency.NOUN.router,
    parliamentary_commitment.NOUN.router,
    promise.NOUN.router,
    reporting_period.NOUN.router,
    report.NOUN.router,
    sign_off.NOUN.router,
    party.NOUN.router,
    pilot_site.NOUN.router,
    indicator.NOUN.router,
    measurement.NOUN.router,
    audit_entry.NOUN.router,
)
