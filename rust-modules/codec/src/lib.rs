//! The module `codec` in Rust: frames, and the packets in them.
//!
//! [`frame`], [`packet`], [`value`], [`varint`], [`text`] and [`session`] know nothing of C++. What is here is the
//! border: C++ packets, values, buffers and statuses, and the functions for C with their pointers.

pub mod decoder;
pub mod frame;
pub mod packet;
pub mod session;
pub mod text;
pub mod value;
pub mod varint;

use std::ffi::{CStr, c_void};
use std::io::Write;
use std::pin::Pin;

use codec_bridge::cxx::UniquePtr;
use codec_bridge::facade::Module;
use codec_bridge::gateway::codec::frame_decoder::{Sink, Stats};
use codec_bridge::gateway::codec::{self as cpp, FrameType, ValueKind};
use codec_bridge::gateway::{ByteBuffer, Status, StatusCode};
use codec_bridge::support::{give_handle, take_handle};
use codec_bridge::{
    GW_CODEC_ERR_ARGUMENT, GW_CODEC_ERR_CORRUPT, GW_CODEC_ERR_NO_SPACE, GW_CODEC_ERR_TOO_LARGE,
    GW_CODEC_ERR_UNSUPPORTED, GW_CODEC_FRAME, GW_CODEC_OK, GwCodec, GwFrame,
};

use decoder::FrameDecoder;
use frame::Frame;
use packet::{Header, Limits, Sample};
use session::Session;
use value::Value;

/// What C++ calls.
pub struct Codec;

impl Module for Codec {
    type FrameDecoder = FrameDecoder;

    fn frame_decoder_new(sink: *mut Sink, max_frame: usize) -> FrameDecoder {
        FrameDecoder::new(sink, max_frame)
    }

    fn frame_decoder_feed(this: &mut FrameDecoder, data: &[u8]) {
        this.feed(data);
    }

    fn frame_decoder_finish(this: &mut FrameDecoder) {
        this.finish();
    }

    fn frame_decoder_stats(this: &FrameDecoder) -> &Stats {
        this.stats()
    }

    fn gw_codec_new(max_frame: usize) -> *mut GwCodec {
        let max_frame = if max_frame == 0 { frame::DEFAULT_MAX_FRAME } else { max_frame };
        give_handle(Box::new(Session::new(max_frame)))
    }

    fn gw_codec_free(codec: Option<Pin<&mut GwCodec>>) {
        if let Some(codec) = codec {
            // SAFETY: `gw_codec_new` made the box, and its owner gives it back.
            drop(unsafe { take_handle::<Box<Session>, _>(address(codec)) });
        }
    }

    fn gw_codec_feed(codec: Option<Pin<&mut GwCodec>>, data: Option<&[u8]>) -> i32 {
        match (codec, data) {
            (Some(codec), Some(data)) => i32::try_from(session(codec).feed(data)).unwrap_or(i32::MAX),
            _ => GW_CODEC_ERR_ARGUMENT,
        }
    }

    fn gw_codec_next(codec: Option<Pin<&mut GwCodec>>, frame: Option<Pin<&mut GwFrame>>) -> i32 {
        let (Some(codec), Some(mut frame)) = (codec, frame) else { return GW_CODEC_ERR_ARGUMENT };
        let next = match session(codec).next_frame() {
            Ok(Some(next)) => next,
            Ok(None) => return GW_CODEC_OK,
            Err(error) => return error_code(&error),
        };
        frame.as_mut().set_flags(next.flags);
        frame.as_mut().set_type(next.kind);
        frame.as_mut().set_channel(next.channel);
        let payload = if next.payload.is_empty() { std::ptr::null() } else { next.payload.as_ptr() };
        // SAFETY: the session keeps the payload until the caller asks for the next.
        unsafe { frame.as_mut().set_payload(payload) };
        frame.set_payload_size(next.payload.len());
        GW_CODEC_FRAME
    }

    fn gw_codec_last_error(codec: Option<&GwCodec>) -> &'static CStr {
        let Some(codec) = codec else { return c"" };
        // SAFETY: `gw_codec_new` made what is behind the handle.
        let session: &'static Session = unsafe { &*std::ptr::from_ref(codec).cast() };
        session.last_error()
    }

    fn gw_codec_encode(
        frame: Option<&GwFrame>,
        out: *mut c_void,
        capacity: usize,
        out_size: Option<&mut usize>,
    ) -> i32 {
        let (Some(frame), Some(out_size)) = (frame, out_size) else { return GW_CODEC_ERR_ARGUMENT };
        let Some(payload) = payload(frame) else { return GW_CODEC_ERR_ARGUMENT };
        let flags = if frame.flags() == 0 { frame::VERSION } else { frame.flags() };
        let encoded = Frame { flags, kind: frame.type_(), channel: frame.channel(), payload }.encode();
        *out_size = encoded.len();
        if out.is_null() || encoded.len() > capacity {
            return GW_CODEC_ERR_NO_SPACE;
        }
        // SAFETY: the caller has `capacity` bytes there, and they are not those that have just been made.
        unsafe { std::ptr::copy_nonoverlapping(encoded.as_ptr(), out.cast(), encoded.len()) };
        GW_CODEC_OK
    }

    fn gw_codec_strerror(code: i32) -> &'static CStr {
        match code {
            GW_CODEC_OK => c"ok",
            GW_CODEC_FRAME => c"frame ready",
            GW_CODEC_ERR_ARGUMENT => c"invalid argument",
            GW_CODEC_ERR_CORRUPT => c"corrupt frame",
            GW_CODEC_ERR_TOO_LARGE => c"frame too large",
            GW_CODEC_ERR_UNSUPPORTED => c"unsupported frame",
            GW_CODEC_ERR_NO_SPACE => c"output too small",
            _ => c"unknown error",
        }
    }

    fn gw_codec_crc32(data: Option<&[u8]>) -> u32 {
        crc32fast::hash(data.unwrap_or_default())
    }

    fn crc32(data: &[u8], crc: u32) -> u32 {
        let mut hasher = crc32fast::Hasher::new_with_initial(crc);
        hasher.update(data);
        hasher.finalize()
    }

    fn frame_type_name(type_: FrameType) -> &'static CStr {
        frame::type_name(type_.0)
    }

    fn encode_frame(frame: &cpp::Frame, out: Option<Pin<&mut ByteBuffer>>) {
        // SAFETY: both members of the union are one byte, and every byte is a number.
        let flags = unsafe { frame.flags().raw() };
        let payload = frame.payload().view();
        append(out, &Frame { flags, kind: frame.type_().0, channel: frame.channel(), payload }.encode());
    }

    fn encode_packet(packet: &cpp::Packet, out: Option<Pin<&mut ByteBuffer>>) {
        let samples = packet.samples();
        let mut bytes = Vec::with_capacity(packet::USUAL_HEADER + packet::USUAL_SAMPLE * samples.len());
        header(packet).encode(samples.iter().map(sample), &mut bytes);
        append(out, &bytes);
    }

    fn decode_packet(
        data: &[u8],
        packet: Option<Pin<&mut cpp::Packet>>,
        limits: &cpp::PacketLimits,
    ) -> UniquePtr<Status> {
        let limits = Limits {
            samples: limits.max_samples,
            metric_bytes: limits.max_metric_bytes,
            text_bytes: limits.max_text_bytes,
        };
        match packet.map_or(Ok(()), |packet| decode(data, packet, &limits)) {
            Ok(()) => Status::new(),
            Err(error) => Status::new_status_code_bytes(status_code(&error), error.to_string().as_bytes()),
        }
    }

    fn write_packet(os: &mut Vec<u8>, packet: &cpp::Packet) {
        header(packet).write(packet.samples().iter().map(sample), os).expect("a Vec takes all");
    }

    fn equals(a: &cpp::Value, b: &cpp::Value) -> bool {
        value(a) == value(b)
    }

    fn write_value(os: &mut Vec<u8>, of: &cpp::Value) {
        write!(os, "{}", value(of)).expect("a Vec takes all");
    }
}

/// Where the session behind a handle is.
fn address(codec: Pin<&mut GwCodec>) -> *mut Session {
    // SAFETY: only its address is used.
    std::ptr::from_mut(unsafe { codec.get_unchecked_mut() }).cast()
}

fn session(codec: Pin<&mut GwCodec>) -> &mut Session {
    // SAFETY: `gw_codec_new` made what is behind the handle, and the caller has it alone.
    unsafe { &mut *address(codec) }
}

/// What C wants to be sent; `None` if it is not there.
fn payload(frame: &GwFrame) -> Option<&[u8]> {
    match (frame.payload(), frame.payload_size()) {
        (_, 0) => Some(&[]),
        (payload, _) if payload.is_null() => None,
        // SAFETY: the caller has so many bytes there as long as the call lasts.
        (payload, size) => Some(unsafe { std::slice::from_raw_parts(payload, size) }),
    }
}

fn error_code(error: &frame::Error) -> i32 {
    match error {
        frame::Error::TooLarge(_) => GW_CODEC_ERR_TOO_LARGE,
        frame::Error::Version(_) | frame::Error::Kind(_) => GW_CODEC_ERR_UNSUPPORTED,
        _ => GW_CODEC_ERR_CORRUPT,
    }
}

fn status_code(error: &packet::Error) -> StatusCode {
    match error {
        packet::Error::Bad(_) | packet::Error::Kind(_) | packet::Error::Trailing(_) => StatusCode::K_CORRUPTION,
        packet::Error::Version(_) => StatusCode::K_UNSUPPORTED,
        packet::Error::Samples { .. } | packet::Error::Long { .. } => StatusCode::K_RESOURCE_EXHAUSTED,
    }
}

fn append(out: Option<Pin<&mut ByteBuffer>>, bytes: &[u8]) {
    if let Some(out) = out {
        out.append(bytes).expect("C++ has memory for it");
    }
}

/// What a packet of C++ says before its samples.
fn header(of: &cpp::Packet) -> Header {
    Header { device: of.device(), sequence: of.sequence(), base_time_ms: of.base_time_ms() }
}

/// A sample of C++.
fn sample(of: &cpp::Sample) -> Sample<'_> {
    Sample {
        metric: of.metric(),
        time_ms: of.time_ms(),
        value: value(of.value()),
        quality: of.quality(),
        derived: of.derived() != 0,
    }
}

/// A value of C++.
fn value(of: &cpp::Value) -> Value<'_> {
    match of.kind() {
        ValueKind::K_INT => Value::Int(of.as_int()),
        ValueKind::K_DOUBLE => Value::Double(of.as_double()),
        ValueKind::K_BOOL => Value::Bool(of.as_bool()),
        ValueKind::K_TEXT => Value::Text(of.as_text()),
        _ => Value::None,
    }
}

/// Makes a packet of C++ say what was sent. As C++ does, it leaves what it has read so far on failure.
fn decode(data: &[u8], mut packet: Pin<&mut cpp::Packet>, limits: &Limits) -> Result<(), packet::Error> {
    let (header, samples) = Header::decode(data, limits)?;
    packet.as_mut().set_device(header.device);
    packet.as_mut().set_sequence(header.sequence);
    packet.as_mut().set_base_time_ms(header.base_time_ms);
    // Samples that were there are not used again: only new ones are as a constructor leaves them.
    packet.as_mut().resize_samples(0);
    packet.as_mut().resize_samples(samples.most());
    let mut places = packet.samples_mut().into_iter();
    for sample in samples {
        let sample = sample?;
        put(&sample, places.next().expect("no more samples than can come"));
    }
    Ok(())
}

/// Makes a new sample of C++ say the same.
fn put(sample: &Sample<'_>, mut place: Pin<&mut cpp::Sample>) {
    place.as_mut().set_metric(sample.metric);
    place.as_mut().set_time_ms(sample.time_ms);
    if sample.quality != 0 {
        place.as_mut().set_quality(sample.quality);
    }
    if sample.derived {
        place.as_mut().set_derived(1);
    }
    let value = place.value_mut();
    match sample.value {
        Value::None => (),
        Value::Int(number) => value.assign_from_i64(number),
        Value::Double(number) => value.assign_from_f64(number),
        Value::Bool(truth) => value.assign_from_bool(truth),
        Value::Text(text) => value.assign_from_bytes(text).expect("C++ has memory for it"),
    }
}
