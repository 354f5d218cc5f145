//! Two implementations of one module in one program, without an edit of its sources.
//!
//! A generated facade defines the module's functions again, with the same linker symbols, and calls either Rust or the
//! original. For that the original must have other names. They are changed where nothing of the source is left: in the
//! object files of the module, its *island*. What the facade defines gets the suffix [`TWIN`], and the facade declares it
//! with that name.
//!
//! That alone is not enough. An inline function of a header is in the island as well as in other objects, and the linker
//! keeps one copy for all: a copy of the island would lead everybody past the facade. So inline functions and vtables that
//! lead to what was renamed are renamed, too, and so are the signatures of their section groups. What must be there once is
//! never renamed: variables, static locals and their guards, and the type information that exceptions and casts compare.
//!
//! [`Object`] is what is read of an object file, [`plan`](plan()) decides, [`run`](run()) reads, calls `objcopy`, looks at what came
//! out, and writes. Before anything is linked, [`compare`] looks whether facade and original define the same:
//! [`prove`](prove()) says where not.

mod archive;
mod closure;
mod list;
mod names;
mod object;
mod plan;
mod prove;
mod run;

pub use closure::Closure;
pub use list::{ListError, read_list};
pub use names::Kind;
pub use object::{Binding, Definition, Object, ObjectError};
pub use plan::{Plan, PlanError, TWIN, plan};
pub use prove::{Declared, Gap, Proof, prove};
pub use run::{Comparison, Done, IslandError, Job, compare, run};
