//! `migrate overlay`: the headers that callers include instead of those of replaced classes.

use std::fmt::Write as _;

use migrate_model::exit;
use migrate_model::port::{ReplacedHeader, in_order};

use crate::args::{Format, OverlayArgs};
use crate::bridge::output::{hash, save};
use crate::failure::Failure;
use crate::port::overlay;
use crate::request::Context;
use crate::talk;

/// Signs of a hash that tell contents apart.
const SIGNS: usize = 12;

pub fn run(args: &OverlayArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("overlay", &[Format::Human])?;
    let root = context.path(&args.root);
    let mut headers = Vec::new();
    for (id, file) in &args.recipes {
        headers.extend(overlay::read(&context.path(file))?.headers.into_iter().map(|h| (id, h)));
    }
    let headers = in_order(headers, |(_, header)| header);
    // All of them are looked at before anything is written.
    let text = |(_, header): &(&String, ReplacedHeader)| overlay::replaced(header, &root);
    let texts = headers.iter().map(text).collect::<Result<Vec<_>, Failure>>()?;
    let mut said = String::new();
    for ((id, header), text) in headers.iter().zip(texts) {
        // Another content is another file: whoever includes it is built again.
        let content = hash(text.as_bytes());
        let name = header.file.rsplit('/').next().unwrap_or(&header.file);
        let path = context.path(&args.out).join(id).join(&content[..SIGNS]).join(name);
        if !context.dry_run && std::fs::read(&path).map_or(true, |old| old != text.as_bytes()) {
            save(&path, &text)?;
        }
        let _ = writeln!(said, "{}", path.display());
    }
    talk::answer(&said)?;
    Ok(exit::OK)
}
