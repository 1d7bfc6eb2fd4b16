use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};
use railseal_inspection::push::Push;
use railseal_protocol::consigning::ConsigningRequest;
use railseal_protocol::enrolment::{EnrolmentRequest, PullRequest};
use railseal_protocol::preparing::PreparationRequest;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use super::handlers::{Api, consign, enrol, granted, healthz, no_such_call, prepare, pull, push};
use super::{app, headers, request_log};
use crate::service::Service;

/// How long one request may take, a slow phone's upload included.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many offices' tables are in memory at the same time. The others wait before they send any.
const TABLES_AT_ONCE: usize = 4;

/// The HTTP API, and the app from a folder if one is given. Calls take and give postcard
/// (`application/octet-stream`); a refusal is one word of text, listed in `refusal.rs`.
pub fn router(service: Arc<Service>, dist: Option<&Path>) -> Router {
    let api = Router::new()
        // Whoever holds a one-time code.
        .route("/enrol", limited(post(enrol), EnrolmentRequest::LIMIT))
        // Officers, supervisors and railway staff of this administration.
        .route("/pull", limited(post(pull), PullRequest::LIMIT))
        .route("/grants", limited(post(granted), PullRequest::LIMIT))
        // Officers and supervisors of this administration.
        .route(
            "/sealings",
            limited(post(prepare), PreparationRequest::LIMIT),
        )
        .route(
            "/consignments",
            limited(post(consign), ConsigningRequest::LIMIT)
                .layer(GlobalConcurrencyLimitLayer::new(TABLES_AT_ONCE)),
        )
        // Whoever carries records that an officer has signed.
        .route("/inspections", limited(post(push), Push::LIMIT))
        .fallback(no_such_call);
    // Whoever watches over the server.
    let watch = Router::new().route("/healthz", get(healthz));

    let routes = Router::new()
        .nest("/api/v1", api)
        .route("/api/{*call}", axum::routing::any(no_such_call))
        .merge(watch)
        .with_state(Api::new(service));
    let routes = match dist {
        // Browsers.
        Some(dist) => routes.fallback_service(app::app(dist)),
        None => routes.fallback(no_such_call),
    };
    routes
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            PATIENCE,
        ))
        .layer(from_fn(headers::secure))
        .layer(from_fn(request_log::log))
}

fn limited(route: MethodRouter<Api>, bytes: usize) -> MethodRouter<Api> {
    route.layer(DefaultBodyLimit::max(bytes))
}
