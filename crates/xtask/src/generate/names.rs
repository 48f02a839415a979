//! Names in each language.

/// `run_started` as `RunStarted`.
pub(crate) fn pascal(snake: &str) -> String {
    let upper = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    snake.split(['_', '-', ' ', '.', ':']).map(upper).collect()
}

/// `run_started` as `runStarted`. The runtime of the npm package does the same.
pub(crate) fn camel(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    let mut up = false;
    for letter in snake.chars() {
        if letter == '_' && !out.is_empty() {
            up = true;
        } else if up {
            out.extend(letter.to_uppercase());
            up = false;
        } else {
            out.push(letter);
        }
    }
    out
}

/// `EventDetail` as `event_detail`.
pub(crate) fn snake(pascal: &str) -> String {
    let mut out = String::with_capacity(pascal.len() + 4);
    for letter in pascal.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// Whether Python would not take it as a name.
pub(crate) fn is_python_keyword(name: &str) -> bool {
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_their_case() {
        assert_eq!(pascal("run_started"), "RunStarted");
        assert_eq!(camel("max_healthy_percent"), "maxHealthyPercent");
        assert_eq!(camel("p99_ms"), "p99Ms");
        assert_eq!(camel("_hidden"), "_hidden");
        assert_eq!(snake("EventDetail"), "event_detail");
        assert!(is_python_keyword("from") && !is_python_keyword("cluster"));
    }
}
