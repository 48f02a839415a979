//! Cron expressions of six fields: minutes, hours, day of month, month, day of week, year.

use crate::clock::Timestamp;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60;
/// Days that are looked through for the next moment: four years and more.
const FAR: i64 = 1_500;
const MONTHS: [&str; 12] = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// The values that each field allows.
#[derive(Debug)]
pub(super) struct Cron {
    minutes: Vec<i64>,
    hours: Vec<i64>,
    days: Vec<i64>,
    months: Vec<i64>,
    /// 1 is Sunday.
    weekdays: Vec<i64>,
    years: Vec<i64>,
}

impl Cron {
    /// `None` if it can't be read. `L`, `W` and `#` are not known here.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, days, months, weekdays, years] = fields[..] else { return None };
        // One of the two kinds of days has to be left open.
        if days != "?" && weekdays != "?" {
            return None;
        }
        Some(Self {
            minutes: field(minutes, 0, 59, &[], 0)?,
            hours: field(hours, 0, 23, &[], 0)?,
            days: field(days, 1, 31, &[], 0)?,
            months: field(months, 1, 12, &MONTHS, 1)?,
            weekdays: field(weekdays, 1, 7, &WEEKDAYS, 1)?,
            years: field(years, 1970, 2199, &[], 0)?,
        })
    }

    /// The first moment after `after`.
    pub(super) fn next(&self, after: Timestamp) -> Option<Timestamp> {
        let first = after.0.div_euclid(MINUTE) + 1;
        (first.div_euclid(DAY)..).take(FAR as usize).find_map(|day| {
            let date = jiff::Timestamp::from_second(day * DAY * 60).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
            let fits = self.years.contains(&date.year().into())
                && self.months.contains(&date.month().into())
                && self.days.contains(&date.day().into())
                && self.weekdays.contains(&(i64::from(date.weekday().to_sunday_zero_offset()) + 1));
            if !fits {
                return None;
            }
            let times = self.hours.iter().flat_map(|hour| self.minutes.iter().map(move |minute| day * DAY + hour * 60 + minute));
            times.filter(|minute| *minute >= first).min().map(|minute| Timestamp(minute * MINUTE))
        })
    }
}

/// The values of a field: `*`, `?`, numbers or names, ranges, steps, and lists of them.
fn field(text: &str, least: i64, most: i64, names: &[&str], first: i64) -> Option<Vec<i64>> {
    let value = |text: &str| {
        let by_name = names.iter().position(|name| name.eq_ignore_ascii_case(text)).map(|index| index as i64 + first);
        by_name.or_else(|| text.parse().ok()).filter(|value| (least..=most).contains(value))
    };
    let mut values = Vec::new();
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step: &usize| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = match (range, range.split_once('-')) {
            ("*" | "?", _) => (least, most),
            (_, Some((from, to))) => (value(from)?, value(to)?),
            // A step behind one number goes on to the end.
            (one, None) if part.contains('/') => (value(one)?, most),
            (one, None) => (value(one)?, value(one)?),
        };
        values.extend((from..=to).step_by(step));
    }
    (!values.is_empty()).then_some(values)
}
