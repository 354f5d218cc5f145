//! Places in the code that matter to a migration.

use clang_sys::*;
use migrate_model::facts::SiteKind;

use super::body::Body;
use super::entity::Whose;
use super::{EntityId, Walk};
use crate::clang::Cursor;

/// Functions of C and C++ runtimes that touch raw memory.
const RAW_MEMORY: [&str; 14] = [
    "memcpy", "memmove", "memset", "memcmp", "memchr", "malloc", "calloc", "realloc", "free", "alloca", "strcpy",
    "strncpy", "strcat", "bcopy",
];
/// Functions that leave or enter a function by another way than calls and returns.
const NON_LOCAL_JUMPS: [&str; 7] =
    ["setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "longjmp", "siglongjmp", "_longjmp"];
/// Types of the standard library and functions of POSIX that have to do with threads.
const THREADS: [&str; 24] = [
    "thread",
    "jthread",
    "mutex",
    "recursive_mutex",
    "timed_mutex",
    "shared_mutex",
    "shared_timed_mutex",
    "condition_variable",
    "condition_variable_any",
    "atomic",
    "atomic_flag",
    "lock_guard",
    "unique_lock",
    "shared_lock",
    "scoped_lock",
    "call_once",
    "once_flag",
    "future",
    "promise",
    "async",
    "pthread_create",
    "pthread_mutex_lock",
    "pthread_once",
    "atomic_thread_fence",
];

impl Walk<'_> {
    /// Records a place in written project code.
    pub(super) fn site(&mut self, body: &Body, kind: SiteKind, at: Cursor, detail: impl FnOnce() -> String) {
        if !body.sites {
            return;
        }
        let place = at.place();
        let Some(file) = self.file(place) else { return };
        if !file.project {
            return;
        }
        let key = (file.name.clone(), kind, detail(), Some(body.owner));
        self.sites.entry(key).or_insert((place.line, place.column, 0)).2 += 1;
    }

    /// A call of an outside function that is worth a note.
    pub(super) fn call_site(&mut self, body: &Body, function: EntityId, at: Cursor) {
        if !body.sites || self.entity(function).whose != Whose::Outside {
            return;
        }
        let c = self.entity(function).cursor;
        let name = c.spelling();
        let kind = if RAW_MEMORY.contains(&name.as_str()) {
            SiteKind::RawMemory
        } else if NON_LOCAL_JUMPS.contains(&name.as_str()) {
            SiteKind::NonLocalJump
        } else if THREADS.contains(&name.as_str()) {
            SiteKind::Thread
        } else if c.ty().is_variadic() && c.ty().kind() == CXType_FunctionProto {
            SiteKind::Varargs
        } else {
            return;
        };
        self.site(body, kind, at, || name);
    }

    /// A type of the standard library is named.
    pub(super) fn thread_type(&mut self, body: &Body, at: Cursor, target: EntityId) {
        if !body.sites {
            return;
        }
        let name = self.entity(target).cursor.spelling();
        if THREADS.contains(&name.as_str()) {
            self.site(body, SiteKind::Thread, at, || name);
        }
    }
}
