//! AWS's signature, version 4, worked out here once more.

use crate::endpoint::Asked;
use sha2::{Digest, Sha256};

/// Whether a request has the signature that this secret gives, and covers what AWS wants covered.
pub fn assert_signed(request: &Asked, secret: &str, scope: &str) {
    let authorization = request.header("authorization").unwrap_or_else(|| panic!("{} is not signed", request.path));
    let part = |name: &str| authorization.split(&format!("{name}=")).nth(1).unwrap().split(',').next().unwrap().trim().to_owned();
    let (_, credential) = part("Credential").split_once('/').map(|(key, scope)| (key.to_owned(), scope.to_owned())).unwrap();
    let date = request.header("x-amz-date").unwrap();
    assert_eq!(credential, format!("{}/{scope}/aws4_request", &date[..8]));

    let names = part("SignedHeaders");
    for wanted in ["host", "x-amz-date"].into_iter().chain(request.header("x-amz-security-token").map(|_| "x-amz-security-token")) {
        assert!(names.split(';').any(|name| name == wanted), "{wanted} is not signed");
    }
    let headers = names.split(';').fold(String::new(), |text, name| text + name + ":" + request.header(name).unwrap().trim() + "\n");
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    // Other than for S3, each part of the path is encoded once more.
    let path = path.replace('%', "%25");
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    let body = hex(&Sha256::digest(request.body.as_bytes()));
    let canonical = format!("{}\n{path}\n{}\n{headers}\n{names}\n{body}", request.method, pairs.join("&"));
    let text = format!("AWS4-HMAC-SHA256\n{date}\n{credential}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
    let key = credential.split('/').fold(format!("AWS4{secret}").into_bytes(), |key, part| hmac(&key, part.as_bytes()));
    assert_eq!(part("Signature"), hex(&hmac(&key, text.as_bytes())), "{canonical}");
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    assert!(key.len() <= 64);
    let padded = |byte: u8| (0..64).map(|at| key.get(at).copied().unwrap_or_default() ^ byte).collect::<Vec<u8>>();
    let inner = Sha256::digest([padded(0x36).as_slice(), message].concat());
    Sha256::digest([padded(0x5c).as_slice(), inner.as_slice()].concat()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
