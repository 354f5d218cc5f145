//! What a bridge covers, on one screen: how much, by kind, and why not the rest.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use migrate_model::bridge::{Item, ItemKind, Status};

use crate::style::{BOLD, DIM, GREEN, YELLOW, paint};
use crate::table::{count, cut, cut_middle, left, right, thousands, width};

/// Columns of the screen.
const COLUMNS: usize = 100;
/// Reasons for skips that are shown; the page has all.
const SKIPPED: usize = 6;
/// Reasons for `unsafe` that are shown.
const UNSAFE: usize = 4;
/// Notes that are shown.
const NOTES: usize = 3;

/// A generated bridge, for people.
#[derive(Clone, Copy, Debug)]
pub struct BridgeReport<'a> {
    /// All rows.
    pub items: &'a [Item],
    /// What a person should know beside them.
    pub notes: &'a [String],
    /// Where the crate is.
    pub out: &'a str,
    /// Wall time.
    pub seconds: f64,
}

/// How much of something is bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Functions (or constants).
    pub total: u64,
    /// Of these, callable from Rust.
    pub bound: u64,
    /// Of these, without `unsafe`.
    pub safe: u64,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.total += other.total;
        self.bound += other.bound;
        self.safe += other.safe;
    }
}

/// A reason and how often it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// `MG` and four digits.
    pub code: String,
    /// Functions.
    pub count: u64,
    /// One of them.
    pub example: String,
    /// What was said about that one.
    pub words: String,
}

/// What the rows come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Functions of all kinds.
    pub functions: Tally,
    /// Variables and macros.
    pub constants: Tally,
    /// By kind, in the order in which people think of them.
    pub kinds: Vec<(ItemKind, Tally)>,
    /// Why functions were skipped, most frequent first.
    pub skipped: Vec<Reason>,
    /// Why functions are `unsafe`, most frequent first.
    pub unsafe_: Vec<Reason>,
}

/// Sums up rows. A function may have several: it is bound if one of them is, and safe if a bound one is.
#[must_use]
pub fn summary(items: &[Item]) -> Summary {
    let mut out = Summary::default();
    let mut kinds: BTreeMap<ItemKind, Tally> = BTreeMap::new();
    let mut skipped = BTreeMap::new();
    let mut unsafe_ = BTreeMap::new();
    for rows in functions(items).values() {
        let Some(first) = rows.first() else { continue };
        let bound: Vec<&&Item> = rows.iter().filter(|i| i.status == Status::Bound).collect();
        let safe = bound.iter().any(|i| i.safe);
        let tally = Tally { total: 1, bound: u64::from(!bound.is_empty()), safe: u64::from(safe) };
        kinds.entry(first.kind).or_default().add(tally);
        if is_constant(first.kind) {
            out.constants.add(tally)
        } else {
            out.functions.add(tally)
        }
        match bound.first() {
            None => reason(first, &mut skipped),
            Some(row) if !safe => reason(row, &mut unsafe_),
            Some(_) => {}
        }
    }
    out.kinds = kinds.into_iter().collect();
    out.skipped = most_frequent(skipped);
    out.unsafe_ = most_frequent(unsafe_);
    out
}

/// Rows by what identifies their function, main rows first.
fn functions(items: &[Item]) -> BTreeMap<(&str, &str), Vec<&Item>> {
    let mut out: BTreeMap<(&str, &str), Vec<&Item>> = BTreeMap::new();
    for item in items {
        let key = if item.usr.is_empty() { (item.mangled.as_str(), item.signature.as_str()) } else { (&*item.usr, "") };
        out.entry(key).or_default().push(item);
    }
    for rows in out.values_mut() {
        rows.sort_by_key(|i| i.variant);
    }
    out
}

fn is_constant(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::Variable | ItemKind::Macro)
}

fn reason(item: &Item, into: &mut BTreeMap<String, Reason>) {
    let code = item.code.clone().unwrap_or_else(|| "no code".to_owned());
    let entry = into.entry(code.clone()).or_insert_with(|| Reason {
        code,
        count: 0,
        example: item.name.clone(),
        words: item.reason.clone().unwrap_or_default(),
    });
    entry.count += 1;
}

fn most_frequent(reasons: BTreeMap<String, Reason>) -> Vec<Reason> {
    let mut all: Vec<Reason> = reasons.into_values().collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.code.cmp(&b.code)));
    all
}

/// An item as C++ declares it, with its qualified name, whether or not its signature has one.
#[must_use]
pub fn declaration(item: &Item) -> String {
    let signature = item.signature.trim_end_matches(';');
    let last = item.name.rsplit("::").next().unwrap_or(&item.name);
    if signature.contains(last) && !signature.contains(" (") {
        return signature.to_owned();
    }
    match signature.split_once(" (") {
        Some((_, rest)) if matches!(item.kind, ItemKind::Constructor | ItemKind::Destructor) => {
            format!("{}({rest}", item.name)
        }
        Some((result, rest)) => format!("{result} {}({rest}", item.name),
        None if signature.is_empty() => item.name.clone(),
        None => format!("{signature} {}", item.name),
    }
}

/// What the kinds are called, several of them.
#[must_use]
pub fn kind_word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Free => "functions",
        ItemKind::Method => "methods",
        ItemKind::Static => "static methods",
        ItemKind::Constructor => "constructors",
        ItemKind::Destructor => "destructors",
        ItemKind::Operator => "operators",
        ItemKind::Variable => "variables",
        ItemKind::Macro => "macros",
        ItemKind::Template => "template instances",
    }
}

/// What one of a kind is called.
#[must_use]
pub fn kind_name(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Free => "function",
        ItemKind::Method => "method",
        ItemKind::Static => "static method",
        ItemKind::Constructor => "constructor",
        ItemKind::Destructor => "destructor",
        ItemKind::Operator => "operator",
        ItemKind::Variable => "variable",
        ItemKind::Macro => "macro",
        ItemKind::Template => "template instance",
    }
}

/// A share in per cent. Only all is 100, and only nothing is 0.
#[must_use]
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    let share = (part as f64 * 100.0 / whole as f64).round();
    let share = match part {
        0 => 0.0,
        p if p == whole => 100.0,
        _ => share.clamp(1.0, 99.0),
    };
    format!("{share:.0} %")
}

/// The first line: the answer to the question.
#[must_use]
pub fn headline(summary: &Summary, out: &str, seconds: f64) -> String {
    let f = summary.functions;
    let share = if f.total > 0 { format!(" ({})", percent(f.bound, f.total)) } else { String::new() };
    let time = if seconds < 9.95 { format!("{seconds:.1} s") } else { format!("{seconds:.0} s") };
    let constants = match summary.constants {
        Tally { total: 0, .. } => String::new(),
        Tally { total, bound, .. } => format!(", {} of {}", thousands(bound), count(total, "constant")),
    };
    format!(
        "Bound {} of {}{share}, {} safe{constants}, in {time} → {out}",
        thousands(f.bound),
        count(f.total, "function"),
        thousands(f.safe)
    )
}

/// The text for people, which ends with a line break. `title` knows what a code means in general.
#[must_use]
pub fn human(report: &BridgeReport<'_>, title: &dyn Fn(&str) -> Option<&'static str>) -> String {
    let summary = summary(report.items);
    let mut out = paint(BOLD, &headline(&summary, report.out, report.seconds));
    out.push('\n');
    if !summary.kinds.is_empty() {
        out.push('\n');
        out.push_str(&kinds(&summary));
    }
    out.push_str(&reasons("Skipped", &summary.skipped, SKIPPED, title));
    out.push_str(&reasons("Unsafe", &summary.unsafe_, UNSAFE, title));
    out.push_str(&notes(report.notes));
    out
}

/// The answer of `--check`: which of so many generated files are not as they would be written.
#[must_use]
pub fn stale(files: &[String], all: u64, out: &str) -> String {
    if files.is_empty() {
        return format!("{}\n", paint(BOLD, &format!("Fresh: {} in {out}", count(all, "generated file"))));
    }
    let head = format!("Stale: {} of {} in {out}", thousands(files.len() as u64), count(all, "generated file"));
    let rows: String = files.iter().map(|f| format!("  {f}\n")).collect();
    format!("{}\n{rows}", paint(BOLD, &head))
}

fn kinds(summary: &Summary) -> String {
    let mut rows: Vec<(&str, Tally)> = summary.kinds.iter().map(|(k, t)| (kind_word(*k), *t)).collect();
    if rows.len() > 1 {
        let mut all = summary.functions;
        all.add(summary.constants);
        rows.push(("all", all));
    }
    let columns = rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let head = format!("{}  {:>7}  {:>13}  {:>13}", left("kind", columns), "total", "bound", "safe");
    let mut out = format!("  {}\n", paint(BOLD, &head));
    for (name, t) in rows {
        let cell = |part: u64, whole: u64, good: bool| {
            let text = right(&format!("{}  {:>5}", thousands(part), percent(part, whole)), 13);
            if good { paint(GREEN, &text) } else { text }
        };
        let bound = cell(t.bound, t.total, t.bound == t.total);
        let safe = cell(t.safe, t.bound, t.safe == t.bound && t.bound > 0);
        let _ = writeln!(out, "  {}  {:>7}  {bound}  {safe}", left(name, columns), thousands(t.total));
    }
    out
}

fn reasons(what: &str, reasons: &[Reason], most: usize, title: &dyn Fn(&str) -> Option<&'static str>) -> String {
    if reasons.is_empty() {
        return String::new();
    }
    let total: u64 = reasons.iter().map(|r| r.count).sum();
    let shown = &reasons[..reasons.len().min(most)];
    let mut out = format!("\n{}\n", paint(BOLD, &format!("{what}: {}, such as", count(total, "item"))));
    let examples: Vec<String> = shown.iter().map(|r| cut_middle(&r.example, 34)).collect();
    let columns = examples.iter().map(|e| width(e)).max().unwrap_or(0);
    for (reason, example) in shown.iter().zip(&examples) {
        let head = format!("  {} {:>4}×  {}  ", reason.code, thousands(reason.count), left(example, columns));
        let words = title(&reason.code).unwrap_or(&reason.words).lines().next().unwrap_or_default();
        let words = cut(words, COLUMNS.saturating_sub(width(&head)));
        let code = paint(YELLOW, &reason.code);
        let _ = writeln!(out, "{}", format!("{}{words}", head.replacen(&reason.code, &code, 1)).trim_end());
    }
    if shown.len() < reasons.len() {
        let more = count((reasons.len() - shown.len()) as u64, "more reason");
        let _ = writeln!(out, "  {}", paint(DIM, &format!("{more}: the page has all")));
    }
    out
}

fn notes(notes: &[String]) -> String {
    let mut out = String::new();
    for note in notes.iter().take(NOTES) {
        let _ = writeln!(out, "{} {note}", paint(BOLD, "note:"));
    }
    if notes.len() > NOTES {
        let more = count((notes.len() - NOTES) as u64, "more note");
        let _ = writeln!(out, "{}", paint(DIM, &format!("{more}: the page has all")));
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, kind: ItemKind, bound: bool, safe: bool) -> Item {
        Item {
            usr: format!("c:{name}"),
            mangled: String::new(),
            name: name.to_owned(),
            kind,
            signature: format!("void {name}()"),
            file: "a.h".to_owned(),
            line: 1,
            status: if bound { Status::Bound } else { Status::Skipped },
            rust_path: bound.then(|| name.to_owned()),
            rust_signature: bound.then(|| format!("fn {name}()")),
            safe,
            code: (!bound || !safe).then(|| "MG0301".to_owned()),
            reason: (!bound || !safe).then(|| "because\nand more".to_owned()),
            variant: false,
        }
    }

    #[test]
    fn variants_are_one_function() {
        let bound = item("f", ItemKind::Free, true, true);
        let mut variant = bound.clone();
        variant.variant = true;
        let items = [variant, bound, item("g", ItemKind::Method, false, false), item("V", ItemKind::Macro, true, true)];
        let s = summary(&items);
        assert_eq!(s.functions, Tally { total: 2, bound: 1, safe: 1 });
        assert_eq!(s.constants, Tally { total: 1, bound: 1, safe: 1 });
        assert_eq!(s.skipped[0].example, "g");
        assert_eq!(headline(&s, "out", 6.14), "Bound 1 of 2 functions (50 %), 1 safe, 1 of 1 constant, in 6.1 s → out");
    }

    #[test]
    fn declarations_have_names() {
        let shown = |name: &str, kind: ItemKind, signature: &str| {
            declaration(&Item { signature: signature.to_owned(), ..item(name, kind, true, true) })
        };
        assert_eq!(shown("a::f", ItemKind::Free, "int (char * s)"), "int a::f(char * s)");
        assert_eq!(shown("a::B::B", ItemKind::Constructor, "void (int)"), "a::B::B(int)");
        assert_eq!(shown("a::f", ItemKind::Free, "int a::f(char*);"), "int a::f(char*)");
        assert_eq!(shown("a::v", ItemKind::Variable, "int"), "int a::v");
    }

    #[test]
    fn only_all_is_a_hundred() {
        assert_eq!(percent(999, 1000), "99 %");
        assert_eq!(percent(1000, 1000), "100 %");
        assert_eq!(percent(1, 1000), "1 %");
        assert_eq!(percent(0, 0), "");
    }

    #[test]
    fn it_fits_the_screen() {
        let kinds = [
            ItemKind::Free,
            ItemKind::Method,
            ItemKind::Static,
            ItemKind::Constructor,
            ItemKind::Destructor,
            ItemKind::Operator,
            ItemKind::Variable,
            ItemKind::Macro,
            ItemKind::Template,
        ];
        let mut items = Vec::new();
        for (i, kind) in kinds.into_iter().enumerate() {
            for bound in [true, false] {
                let mut one = item(&format!("a_namespace::a_rather_long_name_{i}_{bound}"), kind, bound, false);
                one.code = Some(format!("MG03{i}{}", u8::from(bound)));
                one.reason = Some("a reason that goes on and on ".repeat(9));
                items.push(one);
            }
        }
        let notes: Vec<String> = (0..20).map(|n| format!("note {n}")).collect();
        let report = BridgeReport { items: &items, notes: &notes, out: "bridges/x", seconds: 61.0 };
        let text = human(&report, &|_| None);
        let plain = strip(&text);
        assert!(plain.lines().count() <= 36, "{plain}");
        for line in plain.lines() {
            assert!(width(line) <= COLUMNS, "{line}");
        }
    }

    fn strip(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            out.push_str(before);
            rest = after.split_once('m').map_or("", |(_, r)| r);
        }
        out + rest
    }
}
