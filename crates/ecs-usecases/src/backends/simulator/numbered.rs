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
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { next: 0, items: BTreeMap::new() }
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
        self.items.values_mut()
    }

    /// The same with its numbers.
    pub(crate) fn numbered(&self) -> impl DoubleEndedIterator<Item = (usize, &T)> {
        self.items.iter().map(|(number, item)| (*number, item))
    }

    /// The same with its numbers, to change it.
    pub(crate) fn numbered_mut(&mut self) -> impl Iterator<Item = (usize, &mut T)> {
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

    /// Forget one.
    pub(crate) fn forget(&mut self, number: usize) -> Option<T> {
        self.items.remove(&number)
    }

    /// Forget all that are not so.
    pub(crate) fn retain(&mut self, keep: impl Fn(usize, &T) -> bool) {
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
        self.items.get_mut(&number).unwrap_or_else(|| panic!("number {number} was forgotten"))
    }
}
