//! A body that is recorded while the caller reads it, so that the caller sees the same pieces at the same time.

use super::client::Pending;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

pub(super) struct Tee {
    inner: Pin<Box<SdkBody>>,
    read: Vec<u8>,
    pending: Pending,
}

impl Tee {
    pub(super) fn new(body: SdkBody, pending: Pending) -> Self {
        Self { inner: Box::pin(body), read: Vec::new(), pending }
    }
}

impl Body for Tee {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let frame = ready!(this.inner.as_mut().poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => {
                this.read.extend_from_slice(frame.data_ref().map_or(&[], |data| &data[..]));
                // Who knows the length does not ask for what comes after the last piece.
                if this.inner.is_end_stream() {
                    this.pending.end(&this.read, None);
                }
            }
            Some(Err(error)) => this.pending.end(&this.read, Some(error)),
            None => this.pending.end(&this.read, None),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Tee {
    fn drop(&mut self) {
        if self.inner.is_end_stream() {
            self.pending.end(&self.read, None);
        } else {
            self.pending.abandon(&self.read);
        }
    }
}
