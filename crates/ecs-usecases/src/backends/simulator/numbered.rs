//! A list of things that are called by their number, and of which some are forgotten.

use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    ops::{Index, IndexMut},
};

/// Things by number, in the order in which they came. The others keep their numbers when one is forgotten, and no number is
/// given twice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Numbered<T> {
    next: usize,
    items: BTreeMap<usize, T>,
    /// How often each was handed out to be changed.
    #[serde(skip)]
    changes: BTreeMap<usize, u64>,
    /// How often all were.
    #[serde(skip)]
    all_changes: u64,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { next: 0, items: BTreeMap::new(), changes: BTreeMap::new(), all_changes: 0 }
    }
}

impl<T> Numbered<T> {
    /// Add something. Its number.
    pub(crate) fn push(&mut self, item: T) -> usize {
        let number = self.next;
        self.next += 1;
        self.items.insert(number, item);
        number
    }

    /// What is remembered, the oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.items.values()
    }

    /// The same, to change it.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.all_changes += 1;
        self.items.values_mut()
    }

    /// The same with its numbers.
    pub(crate) fn numbered(&self) -> impl DoubleEndedIterator<Item = (usize, &T)> {
        self.items.iter().map(|(number, item)| (*number, item))
    }

    /// The same with its numbers, to change it.
    pub(crate) fn numbered_mut(&mut self) -> impl Iterator<Item = (usize, &mut T)> {
        self.all_changes += 1;
        self.items.iter_mut().map(|(number, item)| (*number, item))
    }

    /// The number of the first that is so.
    pub(crate) fn find(&self, is_it: impl Fn(&T) -> bool) -> Option<usize> {
        self.numbered().find(|(_, item)| is_it(item)).map(|(number, _)| number)
    }

    /// Whether the thing of this number is remembered.
    pub(crate) fn has(&self, number: usize) -> bool {
        self.items.contains_key(&number)
    }

    /// Another number whenever the thing of this number may have changed.
    pub(crate) fn changes(&self, number: usize) -> u64 {
        self.all_changes + self.changes.get(&number).copied().unwrap_or(0)
    }

    /// Something has changed that belongs to the thing of this number.
    pub(crate) fn touch(&mut self, number: usize) {
        *self.changes.entry(number).or_default() += 1;
    }

    /// The thing of this number, to change in it what nobody sees: that is no change.
    pub(crate) fn unseen(&mut self, number: usize) -> &mut T {
        self.items.get_mut(&number).unwrap_or_else(|| panic!("number {number} was forgotten"))
    }

    /// Forget one.
    pub(crate) fn forget(&mut self, number: usize) -> Option<T> {
        self.all_changes += 1;
        self.changes.remove(&number);
        self.items.remove(&number)
    }

    /// Forget all that are not so.
    pub(crate) fn retain(&mut self, keep: impl Fn(usize, &T) -> bool) {
        self.all_changes += 1;
        self.items.retain(|number, item| keep(*number, item));
    }
}

impl<T> Index<usize> for Numbered<T> {
    type Output = T;
    fn index(&self, number: usize) -> &T {
        &self.items[&number]
    }
}

impl<T> IndexMut<usize> for Numbered<T> {
    fn index_mut(&mut self, number: usize) -> &mut T {
        self.touch(number);
        self.items.get_mut(&number).unwrap_or_else(|| panic!("number {number} was forgotten"))
    }
}
