//! The module `filename` in Rust: names of the files of a database.
//!
//! [`names`] knows nothing of C++. What is here is the border.

pub mod names;

use std::pin::Pin;

use filename_bridge::cxx::UniquePtr;
use filename_bridge::facade::Module;
use filename_bridge::leveldb::{Env, FileType, Status, WritableFile};

use names::{CURRENT, Kind, inside, numbered};

/// What C++ calls.
pub struct Filename;

impl Module for Filename {
    fn log_file_name(dbname: &[u8], number: u64) -> Vec<u8> {
        numbered(dbname, number, "log")
    }

    fn table_file_name(dbname: &[u8], number: u64) -> Vec<u8> {
        numbered(dbname, number, "ldb")
    }

    fn sst_table_file_name(dbname: &[u8], number: u64) -> Vec<u8> {
        numbered(dbname, number, "sst")
    }

    fn descriptor_file_name(dbname: &[u8], number: u64) -> Vec<u8> {
        inside(dbname, &names::descriptor(number))
    }

    fn current_file_name(dbname: &[u8]) -> Vec<u8> {
        inside(dbname, CURRENT)
    }

    fn lock_file_name(dbname: &[u8]) -> Vec<u8> {
        inside(dbname, "LOCK")
    }

    fn temp_file_name(dbname: &[u8], number: u64) -> Vec<u8> {
        numbered(dbname, number, "dbtmp")
    }

    fn info_log_file_name(dbname: &[u8]) -> Vec<u8> {
        inside(dbname, "LOG")
    }

    fn old_info_log_file_name(dbname: &[u8]) -> Vec<u8> {
        inside(dbname, "LOG.old")
    }

    fn parse_file_name(filename: &[u8], number: Option<&mut u64>, type_: Option<&mut FileType>) -> bool {
        let Some((kind, found)) = names::parse(filename) else { return false };
        if let (Some(number), Some(type_)) = (number, type_) {
            *number = found;
            *type_ = file_type(kind);
        }
        true
    }

    fn set_current_file(env: Option<Pin<&mut Env>>, dbname: &[u8], descriptor_number: u64) -> UniquePtr<Status> {
        let mut env = env.expect("a database has an environment");
        let temp = numbered(dbname, descriptor_number, "dbtmp");
        let line = format!("{}\n", names::descriptor(descriptor_number));
        let mut status = write_synced(env.as_mut(), line.as_bytes(), &temp);
        if status.ok() {
            status = env.as_mut().rename_file(&temp, &inside(dbname, CURRENT));
        }
        if !status.ok() {
            env.remove_file(&temp);
        }
        status
    }
}

fn file_type(kind: Kind) -> FileType {
    match kind {
        Kind::Log => FileType::K_LOG_FILE,
        Kind::Lock => FileType::K_DB_LOCK_FILE,
        Kind::Table => FileType::K_TABLE_FILE,
        Kind::Descriptor => FileType::K_DESCRIPTOR_FILE,
        Kind::Current => FileType::K_CURRENT_FILE,
        Kind::Temp => FileType::K_TEMP_FILE,
        Kind::InfoLog => FileType::K_INFO_LOG_FILE,
    }
}

/// Writes a file as a whole, down to the disk, or leaves none.
fn write_synced(mut env: Pin<&mut Env>, data: &[u8], name: &[u8]) -> UniquePtr<Status> {
    let mut file: UniquePtr<WritableFile> = UniquePtr::null();
    let mut status = env.as_mut().new_writable_file(name, &mut file);
    if !status.ok() {
        return status;
    }
    let steps: [&dyn Fn(Pin<&mut WritableFile>) -> UniquePtr<Status>; 3] =
        [&|file| file.append(data), &|file| file.sync(), &|file| file.close()];
    for step in steps {
        if status.ok() {
            status = step(file.pin_mut());
        }
    }
    drop(file);
    if !status.ok() {
        env.remove_file(name);
    }
    status
}
