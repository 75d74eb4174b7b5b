"""Version 1 of the JSON API: one module for each noun, the contract in `shapes`."""

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
    programme.router,
    action_line.router,
    project.router,
    deliverable.router,
    deadline.router,
    status_update.router,
    decision.router,
    risk.router,
    external_dependency.router,
    parliamentary_commitment.router,
    promise.router,
    reporting_period.router,
    report.router,
    sign_off.router,
    party.router,
    pilot_site.router,
    indicator.router,
    measurement.router,
    audit_entry.router,
)
