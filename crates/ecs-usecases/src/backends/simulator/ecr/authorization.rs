//! `GetAuthorizationToken`: what `docker login` needs.

use crate::{
    backends::simulator::world::World,
    error::Result,
    model::ecr::{AuthorizationData, GetAuthorizationToken, GetAuthorizationTokenResponse},
};
use std::time::Duration;

/// How long a token is valid.
const VALID: Duration = Duration::from_hours(12);

pub(super) fn get(world: &World, request: &GetAuthorizationToken) -> Result<GetAuthorizationTokenResponse> {
    let own = vec![world.scope.account.clone()];
    let asked = request.registry_ids.as_ref().filter(|ids| !ids.is_empty()).unwrap_or(&own);
    if asked.len() > 10 {
        return Err(super::constraint("registryIds", "must have at most 10 items"));
    }
    let datum = |account: &String| {
        let secret = world.digest_of(&format!("authorization/{account}/{}", world.now), 64);
        AuthorizationData {
            authorization_token: Some(base64(&format!("AWS:{secret}"))),
            expires_at: Some(world.now + VALID),
            proxy_endpoint: Some(format!("https://{account}.dkr.ecr.{}.amazonaws.com", world.scope.region)),
            ..AuthorizationData::default()
        }
    };
    let authorization_data = asked.iter().map(datum).collect();
    Ok(GetAuthorizationTokenResponse { authorization_data, ..GetAuthorizationTokenResponse::default() })
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(text.len().div_ceil(3) * 4);
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * place) & 63]);
            out.push(if place <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_pads() {
        assert_eq!(["AWS:", "AWS:a", "AWS:ab"].map(super::base64), ["QVdTOg==", "QVdTOmE=", "QVdTOmFi"]);
    }
}
