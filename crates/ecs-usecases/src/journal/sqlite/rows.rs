//! Rows: what is read and written, each in the transaction of who asks.

use super::failure;
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    journal::{Fence, Lease, Record, RunFilter, RunHead, RunState, complete, damage, is_repeated, lease::of_run},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Bits of a record's id that are its number in the run.
const BITS: u32 = 32;

/// Why something was not written.
#[derive(Debug)]
pub(super) enum Failed {
    /// It must not be; nothing was touched.
    Refused(Error),
    /// It can't be; the transaction is to be given up.
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Failed {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Sql(cause)
    }
}

impl Failed {
    fn into_error(self) -> Error {
        match self {
            Self::Refused(error) => error,
            Self::Sql(cause) => failure::error(&cause),
        }
    }
}

#[allow(clippy::needless_pass_by_value)] // the form that map_err wants
fn sql(cause: rusqlite::Error) -> Error {
    failure::error(&cause)
}

/// The id of a record.
fn id(run: i64, number: u64) -> Result<i64, Failed> {
    let full = || Failed::Refused(Error::new(ErrorKind::QuotaExceeded, "the journal has no numbers left"));
    let number = i64::from(u32::try_from(number).map_err(|_| full())?);
    if run >= 1 << (63 - BITS) {
        return Err(full());
    }
    Ok((run << BITS) | number)
}

/// The record's number in its id.
fn number_of(id: i64) -> u64 {
    (id & ((1 << BITS) - 1)) as u64
}

pub(super) fn append(connection: &Connection, records: &[Record], head: &RunHead, fence: Option<&Fence>) -> Result<(), Failed> {
    if let Some(fence) = fence {
        let stored = stored_lease(connection, &fence.resource)?;
        fence.check(stored.as_ref()).map_err(Failed::Refused)?;
    }
    let (Some(first), Some(last)) = (records.first(), records.last()) else { return Ok(()) };
    let known: Option<i64> =
        connection.prepare_cached("SELECT run FROM runs WHERE run_id = ?1")?.query_row([&head.run_id], |row| row.get(0)).optional()?;
    let mut there: Vec<(u64, String)> = Vec::new();
    if let Some(run) = known {
        let mut select = connection.prepare_cached("SELECT id, hash FROM records WHERE id BETWEEN ?1 AND ?2")?;
        let range = params![id(run, first.number.saturating_sub(1))?, id(run, last.number)?];
        let rows = select.query_map(range, |row| Ok((number_of(row.get(0)?), row.get(1)?)))?;
        there = rows.collect::<Result<_, _>>()?;
    }
    let hash_of = |number| there.iter().find(|(known, _)| *known == number).map(|(_, hash)| hash.as_str());
    if is_repeated(records, head, hash_of).map_err(Failed::Refused)? {
        return Ok(());
    }
    let run = put_head(connection, known, head)?;
    let mut insert = connection.prepare_cached("INSERT INTO records (id, hash, body) VALUES (?1, ?2, ?3)")?;
    for record in records {
        insert.execute(params![id(run, record.number)?, record.hash, record.body])?;
    }
    Ok(())
}

fn put_head(connection: &Connection, known: Option<i64>, head: &RunHead) -> rusqlite::Result<i64> {
    let (state, number) = (head.state.as_str(), head.number as i64);
    if let Some(run) = known {
        connection
            .prepare_cached("UPDATE runs SET state = ?2, updated_at = ?3, number = ?4, hash = ?5 WHERE run = ?1")?
            .execute(params![run, state, head.updated_at.0, number, head.hash])?;
        return Ok(run);
    }
    connection
        .prepare_cached(
            "INSERT INTO runs (run_id, use_case, state, started_at, updated_at, number, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .insert(params![head.run_id, head.use_case, state, head.started_at.0, head.updated_at.0, number, head.hash])
}

/// True if it was put.
pub(super) fn put_lease(connection: &Connection, known: Option<&Lease>, next: &Lease) -> Result<bool, Failed> {
    let stored = stored_lease(connection, &next.resource)?;
    if !Lease::is_same(stored.as_ref(), known) {
        return Ok(false);
    }
    let text = serde_json::to_string(next)
        .map_err(|error| Failed::Refused(Error::new(ErrorKind::Internal, format!("a lease can't be written: {error}"))))?;
    connection.prepare_cached("INSERT OR REPLACE INTO leases (resource, token, beat, lease) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        next.resource,
        next.token as i64,
        next.beat as i64,
        text
    ])?;
    Ok(true)
}

fn stored_lease(connection: &Connection, resource: &str) -> Result<Option<Lease>, Failed> {
    let mut select = connection.prepare_cached("SELECT lease FROM leases WHERE resource = ?1")?;
    let text: Option<String> = select.query_row([resource], |row| row.get(0)).optional()?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|error| {
            let message = format!("the journal is damaged at the lease of {resource}: {error}");
            Failed::Refused(Error::new(ErrorKind::Internal, message).with_code("JournalDamaged").on(resource))
        })
    };
    text.map(read).transpose()
}

pub(super) fn lease(connection: &Connection, resource: &str) -> Result<Option<Lease>> {
    stored_lease(connection, resource).map_err(Failed::into_error)
}

/// Forget a run that has ended. An open one is left.
pub(super) fn forget(connection: &Connection, run_id: &str) -> Result<(), Failed> {
    let mut select = connection.prepare_cached("SELECT run FROM runs WHERE run_id = ?1 AND state <> ?2")?;
    let Some(run) = select.query_row([run_id, RunState::Open.as_str()], |row| row.get::<_, i64>(0)).optional()? else { return Ok(()) };
    let range = params![id(run, 0)?, id(run, u64::from(u32::MAX))?];
    connection.prepare_cached("DELETE FROM records WHERE id BETWEEN ?1 AND ?2")?.execute(range)?;
    connection.prepare_cached("DELETE FROM runs WHERE run = ?1")?.execute([run])?;
    connection.prepare_cached("DELETE FROM leases WHERE resource = ?1")?.execute([of_run(run_id)])?;
    Ok(())
}

const HEAD: &str = "SELECT run_id, use_case, state, started_at, updated_at, number, hash FROM runs";

fn read_head(row: &Row<'_>) -> rusqlite::Result<(Option<RunState>, RunHead)> {
    let state: String = row.get(2)?;
    let state = RunState::named(&state);
    let head = RunHead {
        run_id: row.get(0)?,
        use_case: row.get(1)?,
        state: state.unwrap_or(RunState::Open),
        started_at: Timestamp(row.get(3)?),
        updated_at: Timestamp(row.get(4)?),
        number: row.get::<_, i64>(5)?.cast_unsigned(),
        hash: row.get(6)?,
    };
    Ok((state, head))
}

fn whole((state, head): (Option<RunState>, RunHead)) -> Result<RunHead> {
    match state {
        Some(_) => Ok(head),
        None => Err(damage(&head.run_id, head.number, "its head has a state that there is not")),
    }
}

pub(super) fn head(connection: &Connection, run_id: &str) -> Result<Option<RunHead>> {
    let mut select = connection.prepare_cached(&format!("{HEAD} WHERE run_id = ?1")).map_err(sql)?;
    select.query_row([run_id], read_head).optional().map_err(sql)?.map(whole).transpose()
}

pub(super) fn heads(connection: &Connection, filter: &RunFilter) -> Result<Vec<RunHead>> {
    // The index of open runs serves only who asks for them in so many words.
    let state = match filter.state {
        Some(RunState::Open) => "state = 'open' AND ?1 IS NOT NULL",
        _ => "(?1 IS NULL OR state = ?1)",
    };
    let text = format!("{HEAD} WHERE {state} AND (?2 IS NULL OR use_case = ?2) ORDER BY started_at DESC, run_id DESC LIMIT ?3");
    let mut select = connection.prepare_cached(&text).map_err(sql)?;
    let asked = params![filter.state.map(RunState::as_str), filter.use_case, filter.limit() as i64];
    let rows = select.query_map(asked, read_head).map_err(sql)?;
    rows.map(|row| row.map_err(sql).and_then(whole)).collect()
}

/// All records of a run, as many as its head says. Their texts are not read here.
pub(super) fn load(connection: &Connection, run_id: &str) -> Result<Vec<Record>> {
    // One transaction: an append must not come between the head and the records.
    let transaction = connection.unchecked_transaction().map_err(sql)?;
    let mut select = transaction.prepare_cached("SELECT run, number, hash FROM runs WHERE run_id = ?1").map_err(sql)?;
    let found = select.query_row([run_id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?)));
    let Some((run, number, hash)) = found.optional().map_err(sql)? else { return Ok(Vec::new()) };
    let mut records = Vec::with_capacity(usize::try_from(number).unwrap_or_default().min(1 << 20));
    let mut select =
        transaction.prepare_cached("SELECT id, hash, body FROM records WHERE id BETWEEN ?1 AND ?2 ORDER BY id").map_err(sql)?;
    let mut rows = select
        .query(params![id(run, 1).map_err(Failed::into_error)?, id(run, u64::from(u32::MAX)).map_err(Failed::into_error)?])
        .map_err(sql)?;
    loop {
        let expected = records.len() as u64 + 1;
        let broken = |cause: rusqlite::Error| {
            if failure::is_damage(&cause) { damage(run_id, expected, &format!("it can't be read: {cause}")) } else { sql(cause) }
        };
        let Some(row) = rows.next().map_err(broken)? else { break };
        let record = record(run_id, row).map_err(broken)?;
        if record.number != expected {
            return Err(damage(run_id, expected, "it is not there"));
        }
        records.push(record);
    }
    complete(run_id, records, number.cast_unsigned(), &hash)
}

fn record(run_id: &str, row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record { run_id: run_id.to_owned(), number: number_of(row.get(0)?), hash: row.get(1)?, body: row.get(2)? })
}
