//! The plan page.
