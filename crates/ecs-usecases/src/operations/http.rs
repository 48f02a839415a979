//! Requests over HTTP: what a smoke check sends to a load balancer. It is not a service of AWS, and has no IAM actions; it is in
//! the tables so that such requests are journaled, recorded and made to fail like any call.
//!
//! The method is `GET`, `HEAD` or `OPTIONS`, and `GET` unless it is said: nothing is changed. Redirections are not followed. An answer
//! with an error status is a reply; no answer is an error.

super::table::operations! { "http", Http, http {
    SendRequest -> SendRequestResponse, Read, Idempotent;
} }
