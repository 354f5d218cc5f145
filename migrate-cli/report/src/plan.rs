//! The plan for a terminal.
