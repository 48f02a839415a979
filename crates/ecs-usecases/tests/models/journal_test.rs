//! A journal in memory and one in a file do what the model does.

use super::{
    cases,
    journal_model::{Answer, Asked, Kept, Model, RUNS, Said, Step, Told},
};
use ecs_usecases::{
    Error, ErrorKind,
    clock::Timestamp,
    journal::{
        Entry, Fence, Journal, Lease, MemoryJournal, Record, RunFilter, RunHead, RunState,
        lease::{is_lost, of_run},
        verify,
    },
};
use proptest::strategy::{Strategy, ValueTree};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use serde_json::json;
use std::{collections::BTreeMap, marker::PhantomData};

/// Where journals are.
pub trait Place: Sized {
    type Journal: Journal;
    fn fresh() -> Self;
    /// What another process sees that opens it now.
    fn journal(&self) -> &Self::Journal;
    /// Close it and open it.
    fn reopen(self) -> Self;
    /// What is there if so many bytes did not come to the disk; nothing if there is no disk.
    fn torn(&self, missing: u16) -> Option<Self>;
}

/// In memory: opened again, it is what a copy holds.
pub struct Memory(MemoryJournal);

impl Place for Memory {
    type Journal = MemoryJournal;
    fn fresh() -> Self {
        Self(MemoryJournal::default())
    }
    fn journal(&self) -> &MemoryJournal {
        &self.0
    }
    fn reopen(self) -> Self {
        Self(self.0.clone())
    }
    fn torn(&self, _: u16) -> Option<Self> {
        None
    }
}

#[cfg(feature = "sqlite")]
mod file {
    use super::Place;
    use ecs_usecases::journal::SqliteJournal;
    use std::{
        fs,
        path::{Path, PathBuf},
        sync::atomic::{AtomicU32, Ordering},
    };

    /// In a file, which two have opened: what one writes the other reads.
    pub struct File {
        folder: PathBuf,
        opened: Option<[SqliteJournal; 2]>,
        turn: AtomicU32,
    }

    fn folder() -> PathBuf {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("ecs-usecases-models-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn open(folder: &Path) -> [SqliteJournal; 2] {
        let file = folder.join("runs.db");
        [SqliteJournal::open(&file).unwrap(), SqliteJournal::open(&file).unwrap()]
    }

    impl Place for File {
        type Journal = SqliteJournal;
        fn fresh() -> Self {
            let folder = folder();
            Self { opened: Some(open(&folder)), folder, turn: AtomicU32::new(0) }
        }
        fn journal(&self) -> &SqliteJournal {
            let turn = self.turn.fetch_add(1, Ordering::Relaxed) as usize % 2;
            &self.opened.as_ref().unwrap()[turn]
        }
        fn reopen(mut self) -> Self {
            self.opened = None;
            self.opened = Some(open(&self.folder));
            self
        }
        fn torn(&self, missing: u16) -> Option<Self> {
            let folder = folder();
            for name in ["runs.db", "runs.db-wal"] {
                let Ok(mut bytes) = fs::read(self.folder.join(name)) else { continue };
                if name.ends_with("-wal") {
                    bytes.truncate(bytes.len() - usize::from(missing).min(bytes.len()));
                }
                fs::write(folder.join(name), bytes).unwrap();
            }
            Some(Self { opened: Some(open(&folder)), folder, turn: AtomicU32::new(0) })
        }
    }

    impl Drop for File {
        fn drop(&mut self) {
            self.opened = None;
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// The journal that is tested, and all that it ever was.
pub struct Tested<P> {
    place: P,
    was: Vec<Kept>,
    runtime: tokio::runtime::Runtime,
}

fn name(run: u8) -> String {
    format!("run-{run}")
}

fn use_case(run: u8) -> &'static str {
    if run.is_multiple_of(2) { "even" } else { "odd" }
}

/// The records of a run that was told so, and its head.
fn records(run: u8, told: &Told) -> (Vec<Record>, RunHead) {
    let mut records: Vec<Record> = Vec::new();
    let mut head = RunHead::new(&name(run), use_case(run), Timestamp(told.started_at()));
    for (at, said) in &told.0 {
        let entry = match said {
            Said::Started => Entry::Started { use_case: use_case(run).into(), request: json!({}), hidden: Vec::new() },
            Said::Fact(number) => Entry::Fact { position: format!("#{number}"), name: "now".into(), value: json!(number) },
            Said::Intent(number) => {
                let (position, action) = (format!("#{number}"), "ecs:UpdateService".into());
                Entry::Intent { position, action, resource: None, place: None, digest: String::new() }
            }
            Said::Ended(state) => {
                let kind = if *state == RunState::Cancelled { ErrorKind::Cancelled } else { ErrorKind::Internal };
                let error = (*state != RunState::Succeeded).then(|| Error::new(kind, "it ended"));
                Entry::Finished { outcome: error.is_none().then(|| json!({})), error }
            }
        };
        let record = Record::seal(&name(run), (head.number, &head.hash), Timestamp(*at), entry).unwrap();
        (head.number, head.hash, head.updated_at) = (record.number, record.hash.clone(), Timestamp(*at));
        records.push(record);
    }
    head.state = told.state();
    (records, head)
}

fn lease(run: u8, (token, beat): (u64, u64)) -> Lease {
    Lease {
        resource: of_run(&name(run)),
        token,
        beat,
        run_id: name(run),
        process: "1-0/1".into(),
        at: Timestamp(0),
        ttl: 60_000,
        released: false,
        cancel: false,
        other: None,
    }
}

impl<P: Place> Tested<P> {
    fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Compare all that is there with the model. Empty if it is the same.
    fn difference(&self, place: &P, kept: &Kept) -> Option<String> {
        for run in 0..RUNS {
            let told = kept.runs.get(&run).cloned().unwrap_or_default();
            let (expected, head) = records(run, &told);
            let found = self.wait(place.journal().load(&name(run))).unwrap();
            if found != expected {
                return Some(format!("run {run}: {} records, and {} are expected: {found:?}", found.len(), expected.len()));
            }
            let found_head = self.wait(place.journal().head(&name(run))).unwrap();
            if found_head != (!expected.is_empty()).then(|| head.clone()) {
                return Some(format!("the head of run {run}: {found_head:?}"));
            }
            let bodies = verify(&name(run), &found, found_head.as_ref().map(|head| (head.number, head.hash.as_str()))).unwrap();
            if RunHead::of(&found, &bodies) != found_head {
                return Some(format!("the head of run {run} is not that of its records"));
            }
            let found = self.wait(place.journal().lease(&of_run(&name(run)))).unwrap();
            if found != kept.leases.get(&run).map(|state| lease(run, *state)) {
                return Some(format!("the lease of run {run}: {found:?}"));
            }
        }
        None
    }

    fn append(&self, run: u8, (believed, from): (&Told, usize), token: Option<u64>, answer: Answer) {
        let (records, head) = records(run, believed);
        let fence = token.map(|token| Fence { resource: of_run(&name(run)), token });
        let result = self.wait(self.place.journal().append(&records[from..], &head, fence.as_ref()));
        let found = match &result {
            Ok(()) => Answer::Done,
            Err(error) if is_lost(error) => Answer::Lost,
            Err(error) if error.kind() == ErrorKind::Conflict => Answer::Conflict,
            Err(error) => panic!("{error}"),
        };
        assert_eq!(found, answer, "{result:?}");
    }

    /// Whatever did not come to the disk, what did is what the journal once was.
    fn torn(&self, missing: u16) {
        let Some(torn) = self.place.torn(missing) else { return };
        let now = self.difference(&torn, self.was.last().unwrap());
        assert!(missing > 0 || now.is_none(), "everything came to the disk, and it is not there: {now:?}");
        let was = self.was.iter().rev().any(|kept| self.difference(&torn, kept).is_none());
        assert!(was, "without the last {missing} bytes it is something that it never was");
    }

    /// A bit that is another one is found, and the record is named.
    fn damage(&self, run: u8, record: u16, bit: u16) {
        let mut records = self.wait(self.place.journal().load(&name(run))).unwrap();
        let Some(head) = self.wait(self.place.journal().head(&name(run))).unwrap() else { return };
        let index = usize::from(record) % records.len();
        let mut body = records[index].body.clone().into_bytes();
        let bit = usize::from(bit) % (body.len() * 7);
        body[bit / 7] ^= 1 << (bit % 7);
        records[index].body = String::from_utf8(body).unwrap();
        let error = verify(&name(run), &records, Some((head.number, &head.hash))).unwrap_err();
        assert!(error.to_string().contains(&format!("record {} of run run-{run}", index + 1)), "{error}");
        records.truncate(index);
        let error = verify(&name(run), &records, Some((head.number, &head.hash))).unwrap_err();
        assert!(error.to_string().contains(&format!("record {} of run run-{run}", index + 1)), "{error}");
    }
}

/// A place, tested against the model.
pub struct Test<P>(PhantomData<P>);

impl<P: Place> StateMachineTest for Test<P> {
    type SystemUnderTest = Tested<P>;
    type Reference = Model;

    fn init_test(model: &Model) -> Tested<P> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        Tested { place: P::fresh(), was: vec![model.kept.clone()], runtime }
    }

    fn apply(mut tested: Tested<P>, model: &Model, _: Step) -> Tested<P> {
        tested.was.push(model.kept.clone());
        match &model.asked {
            Asked::Nothing => {}
            Asked::Append { run, believed, from, token, answer } => tested.append(*run, (believed, *from), *token, *answer),
            Asked::Lease { run, known, next, put } => {
                let known = known.map(|state| lease(*run, state));
                let found = tested.wait(tested.place.journal().put_lease(known.as_ref(), &lease(*run, *next))).unwrap();
                assert_eq!(found, *put);
            }
            Asked::Forget { run } => tested.wait(tested.place.journal().forget(&name(*run))).unwrap(),
            Asked::List { state, even, limit, runs } => {
                let even = even.map(|even| if even { "even" } else { "odd" }.to_owned());
                let filter = RunFilter { state: *state, use_case: even, limit: Some(*limit) };
                let found = tested.wait(tested.place.journal().heads(&filter)).unwrap();
                let expected: Vec<_> = runs.iter().map(|run| records(*run, &model.kept.runs[run]).1).collect();
                assert_eq!(found, expected);
            }
            Asked::Reopen => tested.place = tested.place.reopen(),
            Asked::Torn { missing } => tested.torn(*missing),
            Asked::Damage { run, record, bit } => tested.damage(*run, *record, *bit),
        }
        tested
    }

    fn check_invariants(tested: &Tested<P>, model: &Model) {
        let difference = tested.difference(&tested.place, &model.kept);
        assert!(difference.is_none(), "after {:?}: {}", model.asked, difference.unwrap_or_default());
    }
}

prop_state_machine! {
    #![proptest_config(cases())]

    #[test]
    fn a_journal_in_memory_is_what_the_model_is(sequential 1..40 => Test<Memory>);
}

#[cfg(feature = "sqlite")]
use file::File;

#[cfg(feature = "sqlite")]
prop_state_machine! {
    #![proptest_config(cases())]

    #[test]
    fn a_journal_in_a_file_is_what_the_model_is(sequential 1..40 => Test<File>);
}

/// The model itself: what it says of some steps that are known.
#[test]
fn the_model_refuses_what_it_has_to() {
    use super::journal_model::{How, Token};
    let append = |how, token| Step::Append { run: 0, how, back: 1, count: 1, decides: true, ends: None, token };
    let answers = |steps: &[Step]| {
        let mut model = Model::init_state().new_tree(&mut proptest::test_runner::TestRunner::deterministic()).unwrap().current();
        let mut answers = BTreeMap::new();
        for (number, step) in steps.iter().enumerate() {
            model = Model::apply(model, step);
            if let Asked::Append { answer, .. } = &model.asked {
                answers.insert(number, *answer);
            }
        }
        answers.into_values().collect::<Vec<_>>()
    };
    let hows = [How::Next, How::Gap, How::Again, How::AgainAndMore, How::Instead, How::Next];
    let found = answers(&hows.map(|how| append(how, Token::None)));
    assert_eq!(found, [Answer::Done, Answer::Conflict, Answer::Done, Answer::Conflict, Answer::Conflict, Answer::Done]);
    let leased = Step::Lease { run: 0, old: false, takes: true };
    let found = answers(&[append(How::Next, Token::Right), leased, append(How::Next, Token::Right), append(How::Next, Token::Old)]);
    assert_eq!(found, [Answer::Lost, Answer::Done, Answer::Lost]);
}
