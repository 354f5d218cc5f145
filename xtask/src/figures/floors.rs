//! `xtask/floors.toml`: figures that were reached once and must not be lost. They are raised by a command, never lowered.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use toml_edit::{DocumentMut, Item, Table, value};

use super::{Figures, group};
use crate::context::Context;
use crate::files;

/// The table of the file that holds the bars: what every library should reach.
const BAR: &str = "bar";

/// The floors of every library, and the bars.
pub(crate) struct Floors {
    document: DocumentMut,
}

/// What a comparison says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Judgement {
    /// Figures below their floor: errors.
    pub(crate) below: Vec<String>,
    /// Figures below the bar although not below a floor: remarks.
    pub(crate) short: Vec<String>,
    /// Figures better than their floor: the floor can be raised.
    pub(crate) risen: usize,
}

impl Floors {
    pub(crate) fn path(context: &Context) -> PathBuf {
        context.root.join("xtask/floors.toml")
    }

    pub(crate) fn load(context: &Context) -> Result<Floors> {
        Floors::parse(&files::read(&Floors::path(context))?).context("xtask/floors.toml")
    }

    fn parse(text: &str) -> Result<Floors> {
        Ok(Floors { document: text.parse()? })
    }

    /// Floors of one library.
    pub(crate) fn of(&self, library: &str) -> Figures {
        flatten(self.document.get(library))
    }

    /// What every library should reach.
    pub(crate) fn bars(&self) -> Figures {
        self.of(BAR)
    }

    /// A figure without a floor is held to the bar.
    pub(crate) fn judge(&self, library: &str, figures: &Figures) -> Judgement {
        let (floors, bars) = (self.of(library), self.bars());
        let mut judgement = Judgement::default();
        for (name, &figure) in figures {
            let group = group(name);
            let bar = bars.get(name);
            let floor = floors.get(name);
            if let Some(&limit) = floor.or(bar)
                && group.misses(figure, limit)
            {
                judgement.below.push(format!("{name} is {figure:.4}, the floor {limit}"));
            } else if let Some(&bar) = bar
                && group.misses(figure, bar)
            {
                judgement.short.push(format!("{name} {figure:.4} (bar {bar})"));
            }
            judgement.risen += usize::from(floor.is_some_and(|&floor| group.better(group.round(figure), floor)));
        }
        judgement
    }

    /// Raises the floors of a library to the figures reached, adds those that are new; what changed, in words.
    pub(crate) fn raise(&mut self, library: &str, figures: &Figures) -> Vec<String> {
        let old = self.of(library);
        let mut raised = Vec::new();
        for (name, &figure) in figures {
            let group = group(name);
            let new = group.round(figure);
            let text = match old.get(name) {
                Some(&floor) if !group.better(new, floor) => continue,
                Some(floor) => format!("{library}: {name} {floor} -> {new}"),
                None => format!("{library}: {name} {new} (new)"),
            };
            let (table, key) = name.split_once('.').unwrap_or(("", name));
            let of_library = self.document.entry(library).or_insert_with(implicit_table);
            let of_group =
                of_library.as_table_mut().map(|t| t.entry(table).or_insert_with(|| Item::Table(Table::new())));
            if let Some(of_group) = of_group {
                match of_group.get_mut(key) {
                    Some(item) => *item = value(new),
                    None => of_group[key] = value(new),
                }
                raised.push(text);
            }
        }
        raised
    }

    pub(crate) fn text(&self) -> String {
        self.document.to_string()
    }
}

fn implicit_table() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

/// `[library.group] key = n` as `group.key`.
fn flatten(item: Option<&Item>) -> Figures {
    let mut figures = BTreeMap::new();
    for (group, table) in item.and_then(Item::as_table).into_iter().flat_map(Table::iter) {
        for (key, value) in table.as_table().into_iter().flat_map(Table::iter) {
            if let Some(number) = value.as_float().or_else(|| value.as_integer().map(|i| i as f64)) {
                figures.insert(format!("{group}.{key}"), number);
            }
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# why\n[bar.libclang]\nrecall = 0.99\n\n[a.libclang]\nrecall = 0.95 # kept\n";

    fn figures(recall: f64) -> Figures {
        Figures::from([("libclang.recall".to_owned(), recall)])
    }

    #[test]
    fn below_the_floor_is_an_error_below_the_bar_a_remark() {
        let floors = Floors::parse(TEXT).unwrap();
        assert_eq!(floors.judge("a", &figures(0.94)).below.len(), 1);
        let between = floors.judge("a", &figures(0.96));
        assert_eq!((between.below.len(), between.short.len(), between.risen), (0, 1, 1));
        assert_eq!(floors.judge("a", &figures(0.99)), Judgement { risen: 1, ..Default::default() });
    }

    #[test]
    fn without_a_floor_the_bar_holds() {
        assert_eq!(Floors::parse(TEXT).unwrap().judge("b", &figures(0.98)).below.len(), 1);
    }

    #[test]
    fn floors_rise_and_never_fall() {
        let mut floors = Floors::parse(TEXT).unwrap();
        assert!(floors.raise("a", &figures(0.9)).is_empty());
        assert_eq!(floors.raise("a", &figures(0.97)), ["a: libclang.recall 0.95 -> 0.97"]);
        assert_eq!(floors.raise("b", &figures(0.5)), ["b: libclang.recall 0.5 (new)"]);
        let text = floors.text();
        assert!(text.starts_with("# why\n[bar.libclang]") && text.contains("[b.libclang]\nrecall = 0.5\n"), "{text}");
        assert!(text.contains("recall = 0.97") && floors.bars()["libclang.recall"] == 0.99);
    }
}
