//! `migrate show`

use crate::project::{Project, snapshot};

#[test]
fn modules_units_and_symbols() {
    let p = Project::small();
    p.run("init");
    p.run("scan");
    let lines =
        ["show util", "show text", "show util::length", "show app run", "show utl", "show no_such_thing_at_all"];
    snapshot!("show", p.session(&lines));
}
