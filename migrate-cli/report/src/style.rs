//! The few styles that text for people uses.

use anstyle::{AnsiColor, Style};

/// Names and headings.
pub const BOLD: Style = Style::new().bold();
/// What matters less.
pub const DIM: Style = Style::new().dimmed();
/// Good news and decisions without a price.
pub const GREEN: Style = AnsiColor::Green.on_default();
/// What costs.
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
/// What blocks.
pub const RED: Style = AnsiColor::Red.on_default();
/// Commands to type.
pub const CYAN: Style = AnsiColor::Cyan.on_default();

/// The text in a style, reset behind it.
#[must_use]
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
