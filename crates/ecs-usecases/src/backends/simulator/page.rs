//! Pages of a list whose order is that of keys: a token tells the last key that was shown, so what is made or deleted meanwhile
//! neither hides nor repeats anything.

use std::fmt::Write;

/// The items behind `token` in the order of their keys, at most `size`, and the token of the rest; `None` if `token` is none
/// that this gave.
pub(crate) fn page<T>(mut items: Vec<(String, T)>, descending: bool, token: Option<&str>, size: usize) -> Option<(Vec<T>, Option<String>)> {
    items.sort_by(|(one, _), (other, _)| if descending { other.cmp(one) } else { one.cmp(other) });
    if let Some(token) = token {
        let last = read(token)?;
        items.retain(|(key, _)| if descending { *key < last } else { *key > last });
    }
    let next = (items.len() > size).then(|| items[..size].last().map(|(key, _)| token_of(key))).flatten();
    items.truncate(size);
    Some((items.into_iter().map(|(_, item)| item).collect(), next))
}

/// A text as a token.
pub(crate) fn token_of(key: &str) -> String {
    key.bytes().fold(String::with_capacity(key.len() * 2), |mut token, byte| {
        let _ = write!(token, "{byte:02x}");
        token
    })
}

/// The text of a token.
pub(crate) fn read(token: &str) -> Option<String> {
    let byte = |at: usize| u8::from_str_radix(token.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..token.len()).step_by(2).map(byte).collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn keys(of: &str) -> Vec<(String, char)> {
        of.chars().map(|letter| (letter.to_string(), letter)).collect()
    }

    #[test]
    fn pages_go_on_where_they_ended() {
        let (first, token) = page(keys("dacb"), false, None, 2).unwrap();
        assert_eq!((first, token.is_some()), (vec!['a', 'b'], true));
        // The last one shown is gone, and one behind it is new.
        assert_eq!(page(keys("adce"), false, token.as_deref(), 9), Some((vec!['c', 'd', 'e'], None)));
        let (_, token) = page(keys("abc"), true, None, 1).unwrap();
        assert_eq!(page(keys("abc"), true, token.as_deref(), 2), Some((vec!['b', 'a'], None)));
        assert_eq!(page(keys("abc"), true, Some("no token"), 2), None);
    }
}
