//! Patterns in which `*` stands for any text and `?` for any one character.

/// Whether the whole text fits the pattern.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut read) = (0, 0);
    // Where the latest star was, and how far the text was read then: a star takes one character more when the rest does not fit.
    let mut star = None;
    while read < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(sign) if *sign == '?' || *sign == text[read] => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((seen, taken)) = star else { return false };
                star = Some((seen, taken + 1));
                (at, read) = (seen + 1, taken + 1);
            }
        }
    }
    pattern[at..].iter().all(|sign| *sign == '*')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_and_question_marks_stand_for_text() {
        for (pattern, text, expected) in [
            ("ecs:*", "ecs:UpdateService", true),
            ("ecs:Update*", "ecs:DescribeServices", false),
            ("*", "", true),
            ("/api/?/*", "/api/1/x/y", true),
            ("/api/?/*", "/api/12/x", false),
            ("*.example.com", "shop.example.com", true),
            ("*a*b", "xaxbxb", true),
            ("a*a", "a", false),
            ("", "a", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
