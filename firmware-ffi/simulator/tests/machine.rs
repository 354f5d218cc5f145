//! The mechanism: every access of every width is seen once, in order, and nothing else is.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::arch::asm;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use simulator::models::Memory;
use simulator::{Access, Device, Machine, micros, shared};

const BASE: u32 = 0x4001_3800;

fn read(address: u32) -> u32 {
    // SAFETY: the machine maps what is there.
    unsafe { (address as usize as *const u32).read_volatile() }
}

fn write(address: u32, value: u32) {
    // SAFETY: the machine maps what is there.
    unsafe { (address as usize as *mut u32).write_volatile(value) };
}

fn machine() -> Machine {
    let mut machine = Machine::new().unwrap();
    machine.plug(BASE, 0x400, Memory::new(0x400), None).unwrap();
    machine
}

#[test]
fn accesses_are_seen_in_order() {
    let machine = machine();
    write(BASE + 8, 7);
    assert_eq!((read(BASE + 8), read(BASE)), (7, 0));
    let access = |offset, value, write| Access { address: BASE + offset, value, write };
    assert_eq!(machine.accesses(), [access(8, 7, true), access(8, 7, false), access(0, 0, false)]);
}

#[test]
fn a_narrow_write_leaves_the_rest_of_its_word() {
    let machine = machine();
    write(BASE, 0x1122_3344);
    // SAFETY: the machine maps what is there.
    unsafe {
        (BASE as usize as *mut u8).add(1).write_volatile(0xaa);
        (BASE as usize as *mut u16).add(1).write_volatile(0xbbcc);
        assert_eq!((BASE as usize as *const u8).add(1).read_volatile(), 0xaa);
    }
    assert_eq!(read(BASE), 0xbbcc_aa44);
    assert_eq!(machine.accesses().len(), 5);
}

/// What a compiler for the host may make of `register |= bit`.
#[test]
fn an_instruction_that_reads_and_writes_is_a_write() {
    let machine = machine();
    write(BASE + 4, 0b0101);
    // SAFETY: the machine maps what is there.
    unsafe { asm!("or dword ptr [{0}], 2", in(reg) BASE as usize + 4) };
    assert_eq!(machine.accesses().last(), Some(&Access { address: BASE + 4, value: 0b0111, write: true }));
}

#[test]
fn devices_of_one_page_are_apart_and_pages_can_be_many() {
    let mut machine = machine();
    machine.plug(BASE - 0x800, 0x400, Memory::new(0x400), None).unwrap();
    machine.plug(0x5000_0000, 0x2000, Memory::new(0x2000), None).unwrap();
    write(BASE, 1);
    write(BASE - 0x800, 2);
    write(0x5000_1ffc, 3);
    assert_eq!((read(BASE), read(BASE - 0x800), read(0x5000_1ffc)), (1, 2, 3));
}

#[test]
fn the_clock_goes_on_by_accesses_and_looks() {
    let _machine = machine();
    let before = micros();
    read(BASE);
    let after = micros();
    assert!(after > before + 1);
    assert!(micros() > after);
}

#[test]
fn registers_are_gone_with_their_machine_and_can_come_back() {
    drop(machine());
    assert_eq!(micros(), 0);
    let _machine = machine();
    assert_eq!(read(BASE), 0);
}

/// Wants its interrupt as often as was written to it.
struct Bell(u32);

impl Device for Bell {
    fn peek(&self, _: u32) -> u32 {
        self.0
    }

    fn write(&mut self, _: u32, value: u32) {
        self.0 = value;
    }

    fn interrupts(&self) -> bool {
        self.0 > 0
    }
}

#[test]
fn a_handler_runs_behind_the_access_and_may_access_itself() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    fn handle() {
        CALLS.fetch_add(1, SeqCst);
        let left = read(BASE);
        write(BASE, left - 1);
    }

    let mut machine = Machine::new().unwrap();
    let bell = shared(Bell(0));
    machine.plug(BASE, 4, bell.clone(), Some(handle)).unwrap();
    write(BASE, 3);
    assert_eq!(CALLS.load(SeqCst), 3, "before the next instruction");
    bell.lock().unwrap().0 = 2;
    machine.interrupts();
    assert_eq!(CALLS.load(SeqCst), 5);
    assert_eq!(read(BASE), 0);
}

#[test]
fn an_address_that_cannot_be_had_is_an_error() {
    let mut machine = Machine::new().unwrap();
    // Nobody gets the highest page below 4 GiB twice.
    let (address, size) = (0xffff_f000u32, 4096);
    // SAFETY: new memory, which replaces nothing.
    unsafe {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE;
        let had = libc::mmap(address as usize as *mut _, size, libc::PROT_NONE, flags, -1, 0);
        assert_eq!(had as usize, address as usize);
    }
    let error = machine.plug(address, 4, Memory::new(4), None).unwrap_err();
    assert!(error.to_string().starts_with("registers at 0xfffff000 cannot be mapped"), "{error}");
}

/// An access that no device answers ends the process as it would without the simulator, and says where.
#[test]
fn an_address_without_a_device_ends_the_process() {
    const INSIDE: &str = "SIMULATOR_TEST_INSIDE";
    if std::env::var_os(INSIDE).is_some() {
        let _machine = machine();
        read(BASE + 0x400);
        return;
    }
    let this = std::env::current_exe().unwrap();
    let test = ["--exact", "an_address_without_a_device_ends_the_process", "--nocapture"];
    let output = Command::new(this).args(test).env(INSIDE, "1").output().unwrap();
    assert_eq!(output.status.signal(), Some(libc::SIGSEGV));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("simulator: no device answers at 0x40013c00"), "{said}");
}
