//! What users of leveldb do: open a store, write and read it, walk over it both ways, and change what it rests on.

use std::collections::BTreeMap;
use std::ffi::{CStr, OsStr, c_void};
use std::fs::File;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use cxx::{CxxString, UniquePtr};
use leveldb::write_batch::{Handler, HandlerMethods};
use leveldb::{
    Comparator, ComparatorMethods, DB, Env, EnvMethods, EnvWrapper, EnvWrapperMethods, FileLock, Logger, LoggerMethods,
    Options, RandomAccessFile, RandomAccessFileMethods, ReadOptions, SequentialFile, SequentialFileMethods, Snapshot,
    Status, Table, TableBuilder, Tied, WritableFile, WritableFileMethods, WriteBatch, WriteOptions,
};

/// Names of files are bytes.
const NAME: &[u8] = b"program-\xFF.db";

fn main() {
    missing();
    basics();
    batches();
    iteration();
    snapshots();
    persistence();
    in_memory();
    tables();
    compared_in_rust();
    replayed_in_rust();
    environment_in_rust();
    everything_in_rust();
    ok(leveldb::destroy_db(NAME, &Options::new()));
}

/// Every write is asked for in the same way.
fn fast() -> WriteOptions {
    WriteOptions::new()
}

fn text(status: &Status) -> String {
    String::from_utf8_lossy(&status.to_string()).into_owned()
}

#[track_caller]
fn ok(status: UniquePtr<Status>) {
    assert!(status.ok(), "{}", text(&status));
}

fn open(options: &Options) -> Result<UniquePtr<DB>, UniquePtr<Status>> {
    let mut db = UniquePtr::null();
    let status = DB::open(options, NAME, &mut db);
    if status.ok() { Ok(db) } else { Err(status) }
}

fn creating() -> UniquePtr<Options> {
    let mut options = Options::new();
    options.pin_mut().set_create_if_missing(true);
    options
}

/// An empty store.
fn fresh() -> UniquePtr<DB> {
    ok(leveldb::destroy_db(NAME, &Options::new()));
    open(&creating()).map_err(|status| text(&status)).unwrap()
}

fn put(db: &mut UniquePtr<DB>, key: &[u8], value: &[u8]) {
    ok(db.pin_mut().put(&fast(), key, value));
}

fn get(db: &mut UniquePtr<DB>, key: &[u8]) -> Option<Vec<u8>> {
    let mut value = b"unchanged".to_vec();
    let status = db.pin_mut().get(&ReadOptions::new(), key, &mut value);
    if status.is_not_found() {
        assert_eq!(value, b"unchanged");
        return None;
    }
    ok(status);
    Some(value)
}

fn iterator<'a>(db: &'a mut UniquePtr<DB>, options: &'a ReadOptions) -> Tied<'a, leveldb::Iterator> {
    db.pin_mut().new_iterator(options)
}

/// All pairs from the first to the last.
fn pairs(db: &mut UniquePtr<DB>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut all = Vec::new();
    let options = ReadOptions::new();
    let mut cursor = iterator(db, &options);
    cursor.pin_mut().seek_to_first();
    while cursor.valid() {
        all.push((cursor.key().to_vec(), cursor.value().to_vec()));
        cursor.pin_mut().next();
    }
    ok(cursor.status());
    all
}

fn missing() {
    ok(leveldb::destroy_db(NAME, &Options::new()));
    let status = open(&Options::new()).err().unwrap();
    assert!(status.is_invalid_argument() && !status.is_not_found() && !status.is_corruption());
    assert!(text(&status).contains("does not exist (create_if_missing is false)"), "{}", text(&status));
    let mut options = creating();
    let db = open(&options).map_err(|status| text(&status)).unwrap();
    let locked = open(&options).err().unwrap();
    assert!(locked.is_io_error(), "{}", text(&locked));
    drop(db);
    options.pin_mut().set_error_if_exists(true);
    assert!(open(&options).err().unwrap().is_invalid_argument());
}

fn basics() {
    let mut db = fresh();
    assert_eq!(get(&mut db, b"key"), None);
    put(&mut db, b"key", b"value");
    assert_eq!(get(&mut db, b"key").as_deref(), Some(&b"value"[..]));
    put(&mut db, b"key", b"");
    assert_eq!(get(&mut db, b"key").as_deref(), Some(&b""[..]));
    ok(db.pin_mut().delete(&WriteOptions { sync: true }, b"key"));
    ok(db.pin_mut().delete(&fast(), b"key"));
    assert_eq!(get(&mut db, b"key"), None);
    // Keys and values are bytes, zeros and what is no UTF-8 among them.
    let every: Vec<u8> = (0..=255).collect();
    put(&mut db, b"", b"\0\0");
    put(&mut db, b"\xFF\0\xFE", &every);
    assert_eq!(get(&mut db, b""), Some(vec![0, 0]));
    assert_eq!(get(&mut db, b"\xFF\0\xFE"), Some(every));
    assert_eq!(get(&mut db, b"\xFF"), None);
}

fn batches() {
    let mut db = fresh();
    put(&mut db, b"old", b"1");
    let mut batch = WriteBatch::new();
    let empty = batch.approximate_size();
    batch.pin_mut().delete(b"old");
    batch.pin_mut().put(b"new", b"2");
    assert!(batch.approximate_size() > empty);
    let mut more = WriteBatch::new();
    more.pin_mut().put(b"newer", b"\x80");
    batch.pin_mut().append(&more);
    more.pin_mut().clear();
    let copy = batch.copy();
    assert_eq!(copy.approximate_size(), batch.approximate_size());
    assert_eq!(more.approximate_size(), empty);
    assert_eq!(get(&mut db, b"new"), None);
    ok(db.pin_mut().write(&fast(), batch.pin_mut()));
    assert_eq!(pairs(&mut db), [(b"new".to_vec(), b"2".to_vec()), (b"newer".to_vec(), vec![0x80])]);
}

fn iteration() {
    let mut db = fresh();
    for number in 0..1000 {
        put(&mut db, format!("{number:04}").as_bytes(), format!("value {number}").as_bytes());
    }
    let all = pairs(&mut db);
    assert_eq!(all.len(), 1000);
    assert!(all.is_sorted());
    assert_eq!(all[7], (b"0007".to_vec(), b"value 7".to_vec()));

    let options = ReadOptions::new();
    // SAFETY: it is dropped before the store, which may be written in the meantime.
    let mut cursor = unsafe { Tied::detach(iterator(&mut db, &options)) };
    assert!(!cursor.valid());
    cursor.pin_mut().seek_to_last();
    let mut backwards = Vec::new();
    while cursor.valid() {
        backwards.push((cursor.key().to_vec(), cursor.value().to_vec()));
        cursor.pin_mut().prev();
    }
    ok(cursor.status());
    backwards.reverse();
    assert_eq!(backwards, all);

    cursor.pin_mut().seek(b"0500!");
    assert_eq!(cursor.key(), b"0501");
    cursor.pin_mut().prev();
    assert_eq!(cursor.value(), b"value 500");
    cursor.pin_mut().seek(b"\xFF");
    assert!(!cursor.valid());

    // What is written later is not seen by an iterator that is there.
    put(&mut db, b"9999", b"");
    cursor.pin_mut().seek_to_last();
    assert_eq!(cursor.key(), b"0999");
}

fn snapshots() {
    let mut db = fresh();
    put(&mut db, b"key", b"old");
    let snapshot: *const Snapshot = db.pin_mut().get_snapshot().unwrap();
    put(&mut db, b"key", b"new");
    let mut then = ReadOptions::new();
    let mut value = Vec::new();
    // SAFETY: the snapshot stays until it is released, and is not used afterwards.
    unsafe {
        then.pin_mut().set_snapshot(&*snapshot);
        ok(db.pin_mut().get(&then, b"key", &mut value));
        db.pin_mut().release_snapshot(&*snapshot);
    }
    assert_eq!(value, b"old");
    assert_eq!(get(&mut db, b"key").as_deref(), Some(&b"new"[..]));
}

fn persistence() {
    let mut options = creating();
    options.pin_mut().set_write_buffer_size(64 << 10);
    let policy = leveldb::new_bloom_filter_policy(10);
    let mut cache = leveldb::new_lru_cache(1 << 20);
    // SAFETY: both outlive the options and every store that is opened with them.
    unsafe {
        options.pin_mut().set_filter_policy(&policy);
        options.pin_mut().set_block_cache(cache.pin_mut());
    }
    assert_eq!(options.filter_policy().unwrap().name(), Some(c"leveldb.BuiltinBloomFilter2"));
    ok(leveldb::destroy_db(NAME, &options));
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    let value = vec![0xE4; 1000];
    for number in 0..1000u32 {
        put(&mut db, &number.to_be_bytes(), &value);
    }
    drop(db);
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    for number in (0..1000u32).rev() {
        assert_eq!(get(&mut db, &number.to_be_bytes()).as_ref(), Some(&value));
    }
    let mut property = Vec::new();
    assert!(db.pin_mut().get_property(b"leveldb.stats", &mut property));
    assert!(String::from_utf8(property).unwrap().contains("Compactions"));
    assert!(!db.pin_mut().get_property(b"leveldb.nothing", &mut Vec::new()));
    drop(db);
    ok(leveldb::repair_db(NAME, &options));
    // A repair keeps what it replaces.
    std::fs::remove_dir_all(Path::new(OsStr::from_bytes(NAME)).join("lost")).unwrap();
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    assert_eq!(pairs(&mut db).len(), 1000);
}

/// The environment that comes with the library and writes nothing to disk.
fn memory() -> Tied<'static, Env> {
    // SAFETY: nothing else refers to the environment below, which stays for ever.
    leveldb::new_mem_env(unsafe { Env::default() }.unwrap())
}

fn in_memory() {
    let mut env = memory();
    ok(leveldb::write_string_to_file(env.pin_mut(), b"\0\x9F", b"/a/file"));
    let mut data = Vec::new();
    ok(leveldb::read_file_to_string(env.pin_mut(), b"/a/file", &mut data));
    assert_eq!(data, b"\0\x9F");
    let mut size = 0;
    ok(env.pin_mut().get_file_size(b"/a/file", &mut size));
    assert_eq!(size, 2);
    ok(env.pin_mut().rename_file(b"/a/file", b"/a/other"));
    assert!(!env.pin_mut().file_exists(b"/a/file"));
    let mut names = vec![b"old".to_vec()];
    ok(env.pin_mut().get_children(b"/a", &mut names));
    assert_eq!(names, [b"other"]);
    let status = env.pin_mut().remove_file(b"/a/file");
    assert!(status.is_io_error(), "{}", text(&status));

    let mut options = creating();
    // SAFETY: the environment outlives the options and the store.
    unsafe { options.pin_mut().set_env(env.pin_mut()) };
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    put(&mut db, b"key", b"value");
    drop(db);
    assert!(env.pin_mut().file_exists(&[NAME, b"/CURRENT"].concat()));
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    assert_eq!(get(&mut db, b"key").as_deref(), Some(&b"value"[..]));
}

fn tables() {
    let mut env = memory();
    let options = Options::new();
    let mut file: UniquePtr<WritableFile> = UniquePtr::null();
    ok(env.pin_mut().new_writable_file(b"/table", &mut file));
    let mut builder = TableBuilder::new(&options, file.pin_mut());
    for number in 0..100u8 {
        builder.pin_mut().add(&[number], &[number; 50]);
    }
    assert_eq!(builder.num_entries(), 100);
    ok(builder.pin_mut().finish());
    let size = builder.file_size();
    drop(builder);
    ok(file.pin_mut().close());

    let mut file: UniquePtr<RandomAccessFile> = UniquePtr::null();
    ok(env.pin_mut().new_random_access_file(b"/table", &mut file));
    let mut table: UniquePtr<Table> = UniquePtr::null();
    // SAFETY: the file and the options outlive the table.
    ok(unsafe { Table::open(&options, file.pin_mut(), size, &mut table) });
    assert!(table.approximate_offset_of(&[99]) > table.approximate_offset_of(&[1]));
    let reading = ReadOptions::new();
    let mut cursor = table.new_iterator(&reading);
    cursor.pin_mut().seek(&[42]);
    assert_eq!((cursor.key(), cursor.value()), (&[42][..], &[42; 50][..]));
    drop(cursor);
    let mut broken: UniquePtr<Table> = UniquePtr::null();
    // SAFETY: there will be no table.
    let status = unsafe { Table::open(&options, file.pin_mut(), size - 1, &mut broken) };
    assert!(status.is_corruption() && broken.is_null(), "{}", text(&status));
}

/// Numbers without leading zeros, the greatest first.
struct Numeric;

impl Numeric {
    fn number(key: &[u8]) -> Option<u64> {
        std::str::from_utf8(key).ok()?.parse().ok()
    }
}

impl ComparatorMethods for Numeric {
    fn compare(&self, _: &Comparator, a: &[u8], b: &[u8]) -> i32 {
        (Self::number(b), b).cmp(&(Self::number(a), a)) as i32
    }

    fn name<'s>(&'s self, _: &Comparator) -> &'s CStr {
        c"program.Numeric"
    }

    fn find_shortest_separator(&self, _: &Comparator, _: Pin<&mut CxxString>, _: &[u8]) {}

    fn find_short_successor(&self, _: &Comparator, _: Pin<&mut CxxString>) {}
}

fn compared_in_rust() {
    let comparator = Comparator::implement(Box::new(Numeric));
    assert!(comparator.compare(b"9", b"10") > 0 && comparator.compare(b"7", b"7") == 0);
    assert_eq!(comparator.name(), Some(c"program.Numeric"));
    let mut options = creating();
    options.pin_mut().set_write_buffer_size(64 << 10);
    // SAFETY: the comparator outlives the options and every store that is opened with them.
    unsafe { options.pin_mut().set_comparator(&comparator) };
    ok(leveldb::destroy_db(NAME, &options));
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    for number in 0..2000 {
        put(&mut db, number.to_string().as_bytes(), &[number as u8; 100]);
    }
    drop(db);
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    let keys: Vec<u64> = pairs(&mut db).iter().map(|(key, _)| Numeric::number(key).unwrap()).collect();
    assert!(keys.iter().copied().eq((0..2000).rev()), "{keys:?}");
    let reading = ReadOptions::new();
    let mut cursor = iterator(&mut db, &reading);
    cursor.pin_mut().seek(b"1000");
    cursor.pin_mut().prev();
    assert_eq!(cursor.key(), b"1001");
    cursor.pin_mut().seek_to_last();
    assert_eq!(cursor.key(), b"0");
    drop(cursor);
    drop(db);
    let status = open(&creating()).err().unwrap();
    assert!(status.is_invalid_argument() && text(&status).contains("program.Numeric"), "{}", text(&status));
    ok(leveldb::destroy_db(NAME, &options));
}

/// What a batch holds.
struct Recorder(Arc<Mutex<Vec<String>>>);

impl HandlerMethods for Recorder {
    fn put(&self, _: Pin<&mut Handler>, key: &[u8], value: &[u8]) {
        self.0.lock().unwrap().push(format!("{}={}", key.escape_ascii(), value.escape_ascii()));
    }

    fn delete(&self, _: Pin<&mut Handler>, key: &[u8]) {
        self.0.lock().unwrap().push(format!("-{}", key.escape_ascii()));
    }
}

fn replayed_in_rust() {
    let mut batch = WriteBatch::new();
    batch.pin_mut().put(b"a", b"\0\xFF");
    batch.pin_mut().delete(b"b");
    batch.pin_mut().put(b"", b"");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let mut handler = Handler::implement(Box::new(Recorder(seen.clone())));
    ok(batch.iterate(handler.pin_mut()));
    assert_eq!(*seen.lock().unwrap(), [r"a=\x00\xff", "-b", "="]);
    drop(handler);
    assert_eq!(Arc::strong_count(&seen), 1);
}

/// Counts what is asked of it, writes its files in Rust, and leaves the rest to another environment.
struct Counting {
    asked: Arc<AtomicUsize>,
    written: Arc<AtomicUsize>,
    full: Arc<Mutex<bool>>,
}

impl EnvWrapperMethods for Counting {
    fn file_exists(&self, this: Pin<&mut EnvWrapper>, name: &[u8]) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed);
        this.base_file_exists(name)
    }

    fn new_writable_file(
        &self,
        _: Pin<&mut EnvWrapper>,
        name: &[u8],
        file: &mut UniquePtr<WritableFile>,
    ) -> UniquePtr<Status> {
        if *self.full.lock().unwrap() {
            return Status::io_error_with_msg2(name, b"no room");
        }
        match File::create(OsStr::from_bytes(name)) {
            Ok(opened) => {
                *file = WritableFile::implement(Box::new(Written {
                    file: Mutex::new(opened),
                    bytes: self.written.clone(),
                }));
                Status::new_ok()
            }
            Err(error) => Status::io_error_with_msg2(name, error.to_string().as_bytes()),
        }
    }
}

struct Written {
    file: Mutex<File>,
    bytes: Arc<AtomicUsize>,
}

impl Written {
    fn act(&self, act: impl FnOnce(&mut File) -> std::io::Result<()>) -> UniquePtr<Status> {
        match act(&mut self.file.lock().unwrap()) {
            Ok(()) => Status::new_ok(),
            Err(error) => Status::io_error(error.to_string().as_bytes()),
        }
    }
}

impl WritableFileMethods for Written {
    fn append(&self, _: Pin<&mut WritableFile>, data: &[u8]) -> UniquePtr<Status> {
        self.bytes.fetch_add(data.len(), Ordering::Relaxed);
        self.act(|file| file.write_all(data))
    }

    fn close(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn flush(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        self.act(|file| file.flush())
    }

    fn sync(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        self.act(|file| file.sync_data())
    }
}

fn environment_in_rust() {
    let (asked, written, full) = (Arc::default(), Arc::default(), Arc::default());
    let counting = Counting { asked: Arc::clone(&asked), written: Arc::clone(&written), full: Arc::clone(&full) };
    // SAFETY: nothing else uses the default environment now, and it stays for ever.
    let mut env = unsafe { EnvWrapper::implement(Box::new(counting), Env::default().unwrap()) };
    let mut options = creating();
    options.pin_mut().set_write_buffer_size(64 << 10);
    // SAFETY: the environment outlives the options and every store that is opened with them.
    unsafe { options.pin_mut().set_env(env.pin_mut().as_env_mut()) };
    ok(leveldb::destroy_db(NAME, &options));
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    let value = vec![0xC3; 1000];
    for number in 0..300u32 {
        put(&mut db, &number.to_be_bytes(), &value);
    }
    ok(db.pin_mut().put(&WriteOptions { sync: true }, b"last", b"one"));
    drop(db);
    assert!(written.load(Ordering::Relaxed) > 300_000, "{written:?}");
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    assert_eq!(pairs(&mut db).len(), 301);
    assert_eq!(get(&mut db, &7u32.to_be_bytes()), Some(value));
    drop(db);
    assert!(asked.load(Ordering::Relaxed) > 0);
    // What Rust answers arrives at the caller of the store.
    *full.lock().unwrap() = true;
    let status = open(&options).err().unwrap();
    assert!(status.is_io_error() && text(&status).contains("no room"), "{}", text(&status));
    ok(leveldb::destroy_db(NAME, &options));
    drop(options);
    drop(env);
    assert_eq!((Arc::strong_count(&asked), Arc::strong_count(&written)), (1, 1));
}

/// A whole environment without any C++: files in memory, work on threads of Rust.
#[derive(Clone, Default)]
struct Memory {
    files: Arc<Mutex<BTreeMap<Vec<u8>, Contents>>>,
    locked: Arc<Mutex<Vec<Vec<u8>>>>,
    logged: Arc<AtomicUsize>,
    scheduled: Arc<AtomicUsize>,
}

type Contents = Arc<Mutex<Vec<u8>>>;

impl Memory {
    fn find(&self, name: &[u8]) -> Result<Contents, UniquePtr<Status>> {
        self.files.lock().unwrap().get(name).cloned().ok_or_else(|| Status::not_found_with_msg2(name, b"nothing there"))
    }

    fn create(&self, name: &[u8]) -> Contents {
        let contents = Contents::default();
        self.files.lock().unwrap().insert(name.to_vec(), contents.clone());
        contents
    }

    fn files(&self) -> usize {
        self.files.lock().unwrap().len()
    }
}

/// What C++ expects from a call that may fail.
fn status(result: Result<(), UniquePtr<Status>>) -> UniquePtr<Status> {
    result.err().unwrap_or_else(Status::new_ok)
}

/// Hands bytes to C++: into `scratch`, which has room for `n`, and `result` to where they are.
///
/// # Safety
/// As C++ promises for `Read`.
unsafe fn hand_over<'a>(bytes: &[u8], n: usize, result: Option<&mut &'a [u8]>, scratch: *mut c_void) -> usize {
    let count = bytes.len().min(n);
    // SAFETY: as many bytes as there is room for, and the slice is used for as long as `scratch` is there.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), scratch.cast::<u8>(), count);
        *result.unwrap() = std::slice::from_raw_parts(scratch.cast(), count);
    }
    count
}

struct Reader {
    contents: Contents,
    at: AtomicUsize,
}

impl SequentialFileMethods for Reader {
    fn read<'a>(
        &self,
        _: Pin<&mut SequentialFile>,
        n: usize,
        result: Option<&mut &'a [u8]>,
        scratch: *mut c_void,
    ) -> UniquePtr<Status> {
        let contents = self.contents.lock().unwrap();
        let rest = &contents[self.at.load(Ordering::Relaxed).min(contents.len())..];
        // SAFETY: called by C++ for this.
        let count = unsafe { hand_over(rest, n, result, scratch) };
        self.at.fetch_add(count, Ordering::Relaxed);
        Status::new_ok()
    }

    fn skip(&self, _: Pin<&mut SequentialFile>, n: u64) -> UniquePtr<Status> {
        self.at.fetch_add(n as usize, Ordering::Relaxed);
        Status::new_ok()
    }
}

struct Anywhere(Contents);

impl RandomAccessFileMethods for Anywhere {
    fn read<'a>(
        &self,
        _: &RandomAccessFile,
        offset: u64,
        n: usize,
        result: Option<&mut &'a [u8]>,
        scratch: *mut c_void,
    ) -> UniquePtr<Status> {
        let contents = self.0.lock().unwrap();
        // SAFETY: called by C++ for this.
        unsafe { hand_over(&contents[(offset as usize).min(contents.len())..], n, result, scratch) };
        Status::new_ok()
    }
}

struct Appender(Contents);

impl WritableFileMethods for Appender {
    fn append(&self, _: Pin<&mut WritableFile>, data: &[u8]) -> UniquePtr<Status> {
        self.0.lock().unwrap().extend_from_slice(data);
        Status::new_ok()
    }

    fn close(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn flush(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn sync(&self, _: Pin<&mut WritableFile>) -> UniquePtr<Status> {
        Status::new_ok()
    }
}

/// Counts lines. What is in them, only C++ could say.
struct Log(Arc<AtomicUsize>);

impl LoggerMethods for Log {
    fn logv(&self, _: Pin<&mut Logger>, format: Option<&CStr>, _: *mut c_void) {
        assert!(format.is_some_and(|format| !format.is_empty()));
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl EnvMethods for Memory {
    fn new_sequential_file(
        &self,
        _: Pin<&mut Env>,
        name: &[u8],
        file: &mut UniquePtr<SequentialFile>,
    ) -> UniquePtr<Status> {
        status(self.find(name).map(|contents| {
            *file = SequentialFile::implement(Box::new(Reader { contents, at: AtomicUsize::new(0) }));
        }))
    }

    fn new_random_access_file(
        &self,
        _: Pin<&mut Env>,
        name: &[u8],
        file: &mut UniquePtr<RandomAccessFile>,
    ) -> UniquePtr<Status> {
        status(self.find(name).map(|contents| *file = RandomAccessFile::implement(Box::new(Anywhere(contents)))))
    }

    fn new_writable_file(
        &self,
        _: Pin<&mut Env>,
        name: &[u8],
        file: &mut UniquePtr<WritableFile>,
    ) -> UniquePtr<Status> {
        *file = WritableFile::implement(Box::new(Appender(self.create(name))));
        Status::new_ok()
    }

    fn file_exists(&self, _: Pin<&mut Env>, name: &[u8]) -> bool {
        self.find(name).is_ok()
    }

    fn get_children(&self, _: Pin<&mut Env>, dir: &[u8], names: &mut Vec<Vec<u8>>) -> UniquePtr<Status> {
        let files = self.files.lock().unwrap();
        let inside = files.keys().filter_map(|name| name.strip_prefix(dir)?.strip_prefix(b"/"));
        *names = inside.map(<[u8]>::to_vec).collect();
        Status::new_ok()
    }

    fn remove_file(&self, _: Pin<&mut Env>, name: &[u8]) -> UniquePtr<Status> {
        status(self.find(name).map(|_| drop(self.files.lock().unwrap().remove(name))))
    }

    fn create_dir(&self, _: Pin<&mut Env>, _: &[u8]) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn remove_dir(&self, _: Pin<&mut Env>, _: &[u8]) -> UniquePtr<Status> {
        Status::new_ok()
    }

    fn get_file_size(&self, _: Pin<&mut Env>, name: &[u8], size: &mut u64) -> UniquePtr<Status> {
        status(self.find(name).map(|contents| *size = contents.lock().unwrap().len() as u64))
    }

    fn rename_file(&self, _: Pin<&mut Env>, from: &[u8], to: &[u8]) -> UniquePtr<Status> {
        status(self.find(from).map(|contents| {
            let mut files = self.files.lock().unwrap();
            files.remove(from);
            files.insert(to.to_vec(), contents);
        }))
    }

    fn lock_file(&self, _: Pin<&mut Env>, name: &[u8], lock: &mut UniquePtr<FileLock>) -> UniquePtr<Status> {
        let mut locked = self.locked.lock().unwrap();
        if locked.iter().any(|other| other == name) {
            return Status::io_error_with_msg2(b"locked", name);
        }
        locked.push(name.to_vec());
        *lock = FileLock::new();
        Status::new_ok()
    }

    fn unlock_file(&self, _: Pin<&mut Env>, lock: Option<Pin<&mut FileLock>>) -> UniquePtr<Status> {
        // SAFETY: what was locked last, and is given back here.
        drop(unsafe { UniquePtr::from_raw(std::ptr::from_mut(lock.unwrap().get_unchecked_mut())) });
        self.locked.lock().unwrap().pop();
        Status::new_ok()
    }

    fn schedule(&self, this: Pin<&mut Env>, function: *mut c_void, argument: *mut c_void) {
        self.scheduled.fetch_add(1, Ordering::Relaxed);
        self.start_thread(this, function, argument);
    }

    fn start_thread(&self, _: Pin<&mut Env>, function: *mut c_void, argument: *mut c_void) {
        // SAFETY: that is what C++ hands over to be called.
        let function: extern "C" fn(*mut c_void) = unsafe { std::mem::transmute(function) };
        let argument = argument as usize;
        std::thread::spawn(move || function(argument as *mut c_void));
    }

    fn get_test_directory(&self, _: Pin<&mut Env>, path: Pin<&mut CxxString>) -> UniquePtr<Status> {
        path.push_bytes(b"/test");
        Status::new_ok()
    }

    fn new_logger(&self, _: Pin<&mut Env>, _: &[u8], logger: &mut UniquePtr<Logger>) -> UniquePtr<Status> {
        *logger = Logger::implement(Box::new(Log(self.logged.clone())));
        Status::new_ok()
    }

    fn now_micros(&self, _: Pin<&mut Env>) -> u64 {
        0
    }

    fn sleep_for_microseconds(&self, _: Pin<&mut Env>, micros: i32) {
        std::thread::sleep(std::time::Duration::from_micros(micros as u64));
    }
}

fn everything_in_rust() {
    let memory = Memory::default();
    let mut env = Env::implement(Box::new(memory.clone()));
    let mut options = creating();
    options.pin_mut().set_write_buffer_size(64 << 10);
    // SAFETY: the environment outlives the options and every store that is opened with them.
    unsafe { options.pin_mut().set_env(env.pin_mut()) };
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    assert!(open(&options).err().unwrap().is_io_error());
    let value = vec![0x80; 1000];
    for number in 0..500u32 {
        put(&mut db, &number.to_be_bytes(), &value);
    }
    for number in (0..500u32).step_by(2) {
        ok(db.pin_mut().delete(&fast(), &number.to_be_bytes()));
    }
    drop(db);
    assert!(memory.files() > 3 && memory.logged.load(Ordering::Relaxed) > 3, "{}", memory.files());
    assert!(memory.scheduled.load(Ordering::Relaxed) > 0);
    let mut db = open(&options).map_err(|status| text(&status)).unwrap();
    let all = pairs(&mut db);
    assert!(all.len() == 250 && all.iter().all(|(key, found)| key[3] % 2 == 1 && *found == value));
    drop(db);

    let status = env.pin_mut().remove_file(b"no such file");
    assert!(status.is_not_found() && text(&status).contains("nothing there"));
    let mut path = Vec::new();
    ok(env.pin_mut().get_test_directory(&mut path));
    assert_eq!(path, b"/test");
    // What is not written in Rust is what C++ does by default.
    let mut file = UniquePtr::null();
    let status = env.pin_mut().new_appendable_file(b"name", &mut file);
    assert!(status.is_not_supported_error() && file.is_null(), "{}", text(&status));
    ok(leveldb::destroy_db(NAME, &options));
    assert_eq!(memory.files(), 0);
    drop(options);
    drop(env);
    assert_eq!(Arc::strong_count(&memory.files), 1);
}
