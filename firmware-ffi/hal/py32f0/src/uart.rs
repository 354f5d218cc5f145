//! Serial ports, blocking and by interrupt.

mod borrowed;

use core::cell::Cell;
use core::ptr::addr_of;

pub use borrowed::{Borrowed, Refused};
use critical_section::Mutex;
use embedded_io::{ErrorKind, ErrorType, Read, ReadReady, Write};
use hal_support::{Callback, Loan, Slot};
use py32f0_sys as sys;

use crate::error::{Error, length, result};
use crate::{System, Timeout};

/// The ports of the chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// USART1.
    Usart1,
    /// USART2.
    Usart2,
}

/// What belongs to a port and outlives its owner.
struct Resources {
    slot: Slot<sys::UART_HandleTypeDef>,
    receiving: Loan,
    received: Callback,
    errors: Mutex<Cell<u32>>,
}

impl Resources {
    const fn new() -> Self {
        Self { slot: Slot::new(), receiving: Loan::new(), received: Callback::new(), errors: Mutex::new(Cell::new(0)) }
    }
}

static PORTS: [Resources; 2] = [Resources::new(), Resources::new()];

impl Port {
    fn registers(self) -> *mut sys::USART_TypeDef {
        match self {
            Self::Usart1 => sys::USART1_BASE as usize as *mut _,
            Self::Usart2 => sys::USART2_BASE as usize as *mut _,
        }
    }

    fn resources(self) -> &'static Resources {
        match self {
            Self::Usart1 => &PORTS[0],
            Self::Usart2 => &PORTS[1],
        }
    }

    fn of(handle: *mut sys::UART_HandleTypeDef) -> Option<Self> {
        [Self::Usart1, Self::Usart2].into_iter().find(|port| port.resources().slot.handle() == handle)
    }
}

/// How a port talks: eight bits, no parity, one stop bit, and this many bits a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Config {
    /// Bits a second.
    pub baud: u32,
    /// How long the functions of the traits may wait. [`Read`] waits for its first byte without a limit.
    pub timeout: Timeout,
}

impl Default for Config {
    fn default() -> Self {
        Self { baud: 115_200, timeout: Timeout::millis(1000) }
    }
}

/// A port and its owner. Dropping it de-initialises the port.
#[derive(Debug)]
pub struct Uart {
    port: Port,
    timeout: Timeout,
}

impl Uart {
    /// Claims and initialises a port.
    pub fn new(_: &System, port: Port, config: Config) -> Result<Self, Error> {
        let slot = &port.resources().slot;
        slot.claim().take()?;
        let handle = slot.handle();
        // SAFETY: the claim is ours, so nobody else uses the handle before `HAL_UART_Init` makes it one.
        let status = unsafe {
            slot.clear();
            (*handle).Instance = port.registers();
            (*handle).Init.BaudRate = config.baud;
            (*handle).Init.WordLength = sys::UART_WORDLENGTH_8B;
            (*handle).Init.StopBits = sys::UART_STOPBITS_1;
            (*handle).Init.Parity = sys::UART_PARITY_NONE;
            (*handle).Init.Mode = sys::UART_MODE_TX_RX;
            (*handle).Init.HwFlowCtl = sys::UART_HWCONTROL_NONE;
            (*handle).Init.OverSampling = sys::UART_OVERSAMPLING_16;
            sys::HAL_UART_Init(handle)
        };
        let uart = Self { port, timeout: config.timeout };
        uart.result(status)?;
        Ok(uart)
    }

    /// Sends all bytes and waits until the last has left.
    pub fn transmit(&mut self, bytes: &[u8], timeout: Timeout) -> Result<(), Error> {
        let size = length(bytes)?;
        if size == 0 {
            return Ok(());
        }
        // SAFETY: the handle is initialised and ours; the function only reads the bytes, and is done with them when it returns.
        self.result(unsafe { sys::HAL_UART_Transmit(self.handle(), bytes.as_ptr().cast_mut(), size, timeout.raw()) })
    }

    /// Waits until the slice is full.
    pub fn receive(&mut self, bytes: &mut [u8], timeout: Timeout) -> Result<(), Error> {
        let size = length(bytes)?;
        if size == 0 {
            return Ok(());
        }
        // SAFETY: the handle is initialised and ours; the function writes `size` bytes at most and is done when it returns.
        self.result(unsafe { sys::HAL_UART_Receive(self.handle(), bytes.as_mut_ptr(), size, timeout.raw()) })
    }

    /// Fills a buffer by interrupt, and calls `received`, in the interrupt, when it is full. Somebody must hand the port's
    /// interrupt to [`on_interrupt`]. The buffer is back at once if it cannot be done.
    pub fn receive_by_interrupt(
        &mut self,
        buffer: &'static mut [u8],
        received: Option<fn()>,
    ) -> Result<(), (Error, &'static mut [u8])> {
        let size = match length(buffer) {
            Ok(0) => return Err((Error::Unsupported, buffer)),
            Ok(size) => size,
            Err(error) => return Err((error, buffer)),
        };
        let resources = self.port.resources();
        let (pointer, _) = resources.receiving.lend(buffer).map_err(|buffer| (Error::Busy, buffer))?;
        resources.received.set(received);
        // SAFETY: the handle is ours, and the buffer is lent until the vendor's code says that it is full.
        let status = unsafe { sys::HAL_UART_Receive_IT(self.handle(), pointer, size) };
        self.result(status).map_err(|error| {
            // SAFETY: a call that fails begins nothing.
            let buffer = unsafe { resources.receiving.revoke() };
            (error, buffer.unwrap_or_default())
        })
    }

    /// The buffer of [`Self::receive_by_interrupt`], once it is full.
    pub fn received(&mut self) -> Option<&'static mut [u8]> {
        self.port.resources().receiving.done()
    }

    /// What went wrong while [`Self::receive_by_interrupt`] worked, since this was asked last. After an overrun the vendor's
    /// code has given up: then [`Self::abort_receive`] gives the buffer back.
    pub fn receive_error(&mut self) -> Option<Error> {
        let errors = &self.port.resources().errors;
        let code = critical_section::with(|token| errors.borrow(token).replace(0));
        (code != 0).then_some(Error::Failed { code })
    }

    /// Gives up what [`Self::receive_by_interrupt`] began.
    pub fn abort_receive(&mut self) -> Result<Option<&'static mut [u8]>, Error> {
        // SAFETY: the handle is initialised and ours.
        self.result(unsafe { sys::HAL_UART_AbortReceive(self.handle()) })?;
        // SAFETY: the vendor's code has let go of the buffer.
        Ok(unsafe { self.port.resources().receiving.revoke() })
    }

    /// `ErrorCode` of the handle: flags of what went wrong last.
    pub fn error_code(&self) -> u32 {
        // SAFETY: reads one word of the handle, which an interrupt may write.
        unsafe { addr_of!((*self.handle()).ErrorCode).read_volatile() }
    }

    fn handle(&self) -> *mut sys::UART_HandleTypeDef {
        self.port.resources().slot.handle()
    }

    fn result(&self, status: sys::HAL_StatusTypeDef::Type) -> Result<(), Error> {
        result(status, || self.error_code())
    }
}

impl Drop for Uart {
    fn drop(&mut self) {
        // A buffer stays lent, for good, if the vendor's code cannot be made to let go of it.
        let _ = self.abort_receive();
        // SAFETY: the handle is ours, and nothing is going on any more.
        unsafe { sys::HAL_UART_DeInit(self.handle()) };
        self.port.resources().slot.claim().release();
    }
}

/// To be called by the handler of the port's interrupt.
pub fn on_interrupt(port: Port) {
    let handle = port.resources().slot.handle();
    // SAFETY: reads a pointer that is zero, or that of the registers, for good.
    let ready = unsafe { !(*handle).Instance.is_null() };
    if ready {
        // SAFETY: the vendor's handler works on the handle beside the main program, as it was written to.
        unsafe { sys::HAL_UART_IRQHandler(handle) };
    }
}

/// Instead of the vendor's weak function that does nothing.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_RxCpltCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(port) = Port::of(handle) {
        port.resources().receiving.finish();
        port.resources().received.call();
    }
}

/// Instead of the vendor's weak function that does nothing. The code is kept, because the vendor's handler forgets it.
#[unsafe(no_mangle)]
extern "C" fn HAL_UART_ErrorCallback(handle: *mut sys::UART_HandleTypeDef) {
    if let Some(port) = Port::of(handle) {
        // SAFETY: reads one word of the handle, which the caller has just written.
        let code = unsafe { addr_of!((*handle).ErrorCode).read_volatile() };
        critical_section::with(|token| {
            let errors = port.resources().errors.borrow(token);
            errors.set(errors.get() | code);
        });
    }
}

impl embedded_io::Error for Error {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Timeout => ErrorKind::TimedOut,
            Self::TooLong(_) => ErrorKind::InvalidInput,
            Self::Unsupported => ErrorKind::Unsupported,
            Self::AlreadyClaimed => ErrorKind::AddrInUse,
            _ => ErrorKind::Other,
        }
    }
}

impl ErrorType for Uart {
    type Error = Error;
}

impl Write for Uart {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        let part = bytes.get(..usize::from(u16::MAX)).unwrap_or(bytes);
        self.transmit(part, self.timeout)?;
        Ok(part.len())
    }

    /// As the default, but without an index that code for panics would belong to.
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Error> {
        bytes.chunks(u16::MAX.into()).try_for_each(|part| self.transmit(part, self.timeout))
    }

    fn flush(&mut self) -> Result<(), Error> {
        // `transmit` has waited for the last bit.
        Ok(())
    }
}

impl Read for Uart {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Error> {
        let Some(first) = bytes.get_mut(..1) else { return Ok(0) };
        self.receive(first, Timeout::FOREVER)?;
        Ok(1)
    }
}

impl ReadReady for Uart {
    fn read_ready(&mut self) -> Result<bool, Error> {
        // SAFETY: reads a register of the port, which has no effect.
        let flags = unsafe { addr_of!((*(*self.handle()).Instance).SR).read_volatile() };
        Ok(flags & sys::USART_SR_RXNE != 0)
    }
}
