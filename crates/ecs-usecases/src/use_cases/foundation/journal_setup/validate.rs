//! What can't be right whatever is there, and tables that are something else.

use super::JournalSetup;
use crate::{
    error::{Error, ErrorKind, Result},
    model::dynamodb::{KeyType, ScalarAttributeType, TableDescription},
};

pub(super) fn request(request: &JournalSetup) -> Result<()> {
    let name = &request.table;
    let good = |letter: char| letter.is_ascii_alphanumeric() || "_.-".contains(letter);
    if !(3..=255).contains(&name.len()) || !name.chars().all(good) {
        let message = format!("`{name}` is not a name of 3 to 255 letters, digits, `_`, `.` and `-`");
        return Err(Error::invalid("table", message));
    }
    if let Some(days) = request.recovery_days {
        if !(1..=35).contains(&days) {
            return Err(Error::invalid("recovery_days", format!("a table can be put back by 1 to 35 days, not by {days}")));
        }
        if !request.point_in_time_recovery {
            return Err(Error::invalid("recovery_days", "there is nothing to put back without point-in-time recovery")
                .advise("Set point_in_time_recovery, or leave the days out."));
        }
    }
    for (key, value) in &request.tags {
        if key.is_empty() || key.len() > 128 || key.to_ascii_lowercase().starts_with("aws:") {
            return Err(Error::invalid(format!("tags.{key}"), "a tag's key has 1 to 128 characters and does not begin with `aws:`"));
        }
        if value.len() > 256 {
            return Err(Error::invalid(format!("tags.{key}"), "a tag's value has at most 256 characters"));
        }
    }
    if request.tags.len() > 50 {
        return Err(Error::invalid("tags", format!("there are {} tags; DynamoDB allows 50", request.tags.len())));
    }
    Ok(())
}

/// A key can't be changed: a table with another is somebody else's.
pub(super) fn table(name: &str, table: &TableDescription) -> Result<()> {
    let has = key(table);
    let wants = format!("{} (HASH, S), {} (RANGE, S)", JournalSetup::PARTITION_KEY, JournalSetup::SORT_KEY);
    if has == wants {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Refused, format!("the table `{name}` is there with the key {has}; a journal's is {wants}"))
        .on(name)
        .advise("A table's key can't be changed: choose another name."))
}

fn key(table: &TableDescription) -> String {
    let part = |element: &crate::model::dynamodb::KeySchemaElement| {
        let name = element.attribute_name.as_deref().unwrap_or_default();
        let attribute = table.attribute_definitions.iter().find(|attribute| attribute.attribute_name.as_deref() == Some(name));
        let kind = attribute.and_then(|attribute| attribute.attribute_type.as_ref()).map_or("?", ScalarAttributeType::as_str);
        format!("{name} ({}, {kind})", element.key_type.as_ref().map_or("?", KeyType::as_str))
    };
    table.key_schema.iter().map(part).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(change: impl FnOnce(&mut JournalSetup)) -> Option<String> {
        let mut asked = JournalSetup::named("runs");
        change(&mut asked);
        request(&asked).err().and_then(|error| error.details().resource.clone())
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(wrong(|_| {}), None);
        assert_eq!(wrong(|asked| asked.recovery_days = Some(7)), None);
        for name in ["", "ab", "a b c", "söhne"] {
            assert_eq!(wrong(|asked| asked.table = name.into()).as_deref(), Some("table"), "{name}");
        }
        assert_eq!(wrong(|asked| asked.recovery_days = Some(36)).as_deref(), Some("recovery_days"));
        let without = |asked: &mut JournalSetup| (asked.recovery_days, asked.point_in_time_recovery) = (Some(7), false);
        assert_eq!(wrong(without).as_deref(), Some("recovery_days"));
        assert_eq!(wrong(|asked| drop(asked.tags.insert("aws:x".into(), String::new()))).as_deref(), Some("tags.aws:x"));
        assert_eq!(wrong(|asked| drop(asked.tags.insert("x".into(), "y".repeat(257)))).as_deref(), Some("tags.x"));
        assert_eq!(wrong(|asked| asked.tags.extend((0..51).map(|n| (n.to_string(), String::new())))).as_deref(), Some("tags"));
    }
}
