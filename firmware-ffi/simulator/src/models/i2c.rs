//! I2C in the form of STM32F1 and its relatives: events in two status registers, of which reading the second ends an address.

use crate::Device;

const CONTROL1: u32 = 0x00;
const DATA: u32 = 0x10;
const STATUS1: u32 = 0x14;
const STATUS2: u32 = 0x18;

const START: u32 = 1 << 8;
const STOP: u32 = 1 << 9;

const STARTED: u32 = 1 << 0;
const ADDRESSED: u32 = 1 << 1;
const TRANSFERRED: u32 = 1 << 2;
const RECEIVED: u32 = 1 << 6;
const EMPTY: u32 = 1 << 7;
const NOT_ACKNOWLEDGED: u32 = 1 << 10;

const MASTER: u32 = 1 << 0;
const BUSY: u32 = 1 << 1;

/// What the bus, or the device on it, does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum I2cFault {
    /// Somebody else holds the bus.
    Held,
    /// No start condition gets out.
    NoStart,
    /// After its address the device holds the clock for ever.
    Stretched,
    /// The device does not acknowledge the data byte of this number, counted from 0.
    RefusesByte(usize),
}

/// What the bus is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Started,
    Addressed {
        reading: bool,
    },
    Writing,
    Reading,
    /// The stop is out, but bytes that came before it can still be read.
    Stopped,
    Refused,
}

/// A device with up to 256 registers of a byte: the first byte that is written says which, the next ones go there.
#[derive(Clone, Debug)]
pub struct RegisterFile {
    /// Where it answers.
    pub address: u8,
    /// Its registers.
    pub registers: [u8; 256],
    at: Option<u8>,
}

impl RegisterFile {
    /// A device whose registers are zero.
    pub fn new(address: u8) -> Self {
        Self { address, registers: [0; 256], at: None }
    }

    fn write(&mut self, byte: u8) {
        match self.at {
            None => self.at = Some(byte),
            Some(at) => {
                self.registers[usize::from(at)] = byte;
                self.at = Some(at.wrapping_add(1));
            }
        }
    }

    fn read(&mut self) -> u8 {
        let at = self.at.unwrap_or_default();
        self.at = Some(at.wrapping_add(1));
        self.registers[usize::from(at)]
    }
}

/// The model.
#[derive(Debug)]
pub struct I2c {
    registers: [u32; 9],
    phase: Phase,
    bytes: usize,
    /// What is on the bus.
    pub device: RegisterFile,
    /// What it does wrong, if anything.
    pub fault: Option<I2cFault>,
}

impl I2c {
    /// A bus with one device.
    pub fn new(device: RegisterFile) -> Self {
        Self { registers: [0; 9], phase: Phase::Idle, bytes: 0, device, fault: None }
    }

    /// Frees the bus, as if whoever holds it had let go.
    pub fn reset(&mut self) {
        self.phase = Phase::Idle;
    }

    fn status1(&self) -> u32 {
        match self.phase {
            Phase::Idle => 0,
            Phase::Started => STARTED,
            Phase::Addressed { .. } => ADDRESSED,
            Phase::Writing | Phase::Reading if self.fault == Some(I2cFault::Stretched) => 0,
            Phase::Writing => EMPTY | if self.bytes > 0 { TRANSFERRED } else { 0 },
            Phase::Reading | Phase::Stopped => RECEIVED | TRANSFERRED,
            Phase::Refused => NOT_ACKNOWLEDGED,
        }
    }

    fn status2(&self) -> u32 {
        match self.phase {
            _ if self.fault == Some(I2cFault::Held) => BUSY,
            Phase::Idle | Phase::Stopped => 0,
            _ => BUSY | MASTER,
        }
    }

    fn control(&mut self, value: u32) {
        if value & STOP != 0 {
            self.phase = if self.phase == Phase::Reading { Phase::Stopped } else { Phase::Idle };
        }
        if value & START != 0 && self.fault != Some(I2cFault::NoStart) {
            self.phase = Phase::Started;
        }
        // The hardware takes both bits back when it has done what they say.
        self.registers[0] = value & !(START | STOP);
    }

    fn send(&mut self, byte: u8) {
        self.phase = match self.phase {
            Phase::Started if byte >> 1 != self.device.address => Phase::Refused,
            Phase::Started => Phase::Addressed { reading: byte & 1 != 0 },
            Phase::Writing if self.fault == Some(I2cFault::RefusesByte(self.bytes)) => Phase::Refused,
            Phase::Writing => {
                self.device.write(byte);
                self.bytes += 1;
                Phase::Writing
            }
            other => other,
        };
    }

    /// The address is dealt with: bytes follow.
    fn go_on(&mut self) {
        if let Phase::Addressed { reading } = self.phase {
            self.bytes = 0;
            self.phase = if reading { Phase::Reading } else { Phase::Writing };
            if !reading {
                self.device.at = None;
            }
        }
    }

    fn receive(&mut self) -> u32 {
        match self.phase {
            Phase::Reading | Phase::Stopped => self.device.read().into(),
            _ => 0,
        }
    }
}

impl Device for I2c {
    fn peek(&self, offset: u32) -> u32 {
        match offset {
            STATUS1 => self.status1(),
            STATUS2 => self.status2(),
            // What it would receive is not looked at: that would make the device go on.
            DATA => 0,
            _ => self.registers.get(offset as usize / 4).copied().unwrap_or_default(),
        }
    }

    fn read(&mut self, offset: u32) -> u32 {
        match offset {
            DATA => self.receive(),
            STATUS2 => {
                let status = self.status2();
                self.go_on();
                status
            }
            _ => self.peek(offset),
        }
    }

    fn write(&mut self, offset: u32, value: u32) {
        match offset {
            CONTROL1 => self.control(value),
            DATA => self.send(value as u8),
            // Zeros clear errors.
            STATUS1 if self.phase == Phase::Refused && value & NOT_ACKNOWLEDGED == 0 => self.phase = Phase::Idle,
            STATUS1 | STATUS2 => {}
            _ => {
                if let Some(register) = self.registers.get_mut(offset as usize / 4) {
                    *register = value;
                }
            }
        }
    }
}
