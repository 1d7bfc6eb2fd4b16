//! [Web Bluetooth](https://webbluetoothcg.github.io/web-bluetooth/), as far as a lock needs it.
//! web-sys has these types only behind a compiler flag that would have to be set for every crate.

use js_sys::{DataView, Object, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{EventTarget, Navigator};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator, js_name = "Navigator")]
    pub(super) type RadioNavigator;

    #[wasm_bindgen(method, getter)]
    pub(super) fn bluetooth(this: &RadioNavigator) -> Option<Bluetooth>;

    pub(super) type Bluetooth;

    #[wasm_bindgen(method, catch, js_name = "getAvailability")]
    pub(super) fn get_availability(this: &Bluetooth) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = "requestDevice")]
    pub(super) fn request_device(this: &Bluetooth, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    pub(super) type BluetoothDevice;

    #[wasm_bindgen(method, getter)]
    pub(super) fn id(this: &BluetoothDevice) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn name(this: &BluetoothDevice) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    pub(super) fn gatt(this: &BluetoothDevice) -> Option<BluetoothRemoteGattServer>;

    #[wasm_bindgen(js_name = "BluetoothRemoteGATTServer")]
    #[derive(Clone)]
    pub(super) type BluetoothRemoteGattServer;

    #[wasm_bindgen(method, getter)]
    pub(super) fn connected(this: &BluetoothRemoteGattServer) -> bool;

    #[wasm_bindgen(method, catch)]
    pub(super) fn connect(this: &BluetoothRemoteGattServer) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method)]
    pub(super) fn disconnect(this: &BluetoothRemoteGattServer);

    #[wasm_bindgen(method, catch, js_name = "getPrimaryService")]
    pub(super) fn get_primary_service(
        this: &BluetoothRemoteGattServer,
        uuid: &str,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_name = "BluetoothRemoteGATTService")]
    pub(super) type BluetoothRemoteGattService;

    #[wasm_bindgen(method, catch, js_name = "getCharacteristic")]
    pub(super) fn get_characteristic(
        this: &BluetoothRemoteGattService,
        uuid: &str,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = EventTarget, js_name = "BluetoothRemoteGATTCharacteristic")]
    #[derive(Clone)]
    pub(super) type BluetoothRemoteGattCharacteristic;

    #[wasm_bindgen(method, getter)]
    pub(super) fn properties(
        this: &BluetoothRemoteGattCharacteristic,
    ) -> BluetoothCharacteristicProperties;

    #[wasm_bindgen(method, getter)]
    pub(super) fn value(this: &BluetoothRemoteGattCharacteristic) -> Option<DataView>;

    #[wasm_bindgen(method, catch, js_name = "readValue")]
    pub(super) fn read_value(this: &BluetoothRemoteGattCharacteristic) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = "writeValueWithResponse")]
    pub(super) fn write_value_with_response(
        this: &BluetoothRemoteGattCharacteristic,
        value: &Uint8Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = "writeValueWithoutResponse")]
    pub(super) fn write_value_without_response(
        this: &BluetoothRemoteGattCharacteristic,
        value: &Uint8Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = "startNotifications")]
    pub(super) fn start_notifications(
        this: &BluetoothRemoteGattCharacteristic,
    ) -> Result<Promise, JsValue>;

    pub(super) type BluetoothCharacteristicProperties;

    #[wasm_bindgen(method, getter)]
    pub(super) fn read(this: &BluetoothCharacteristicProperties) -> bool;

    #[wasm_bindgen(method, getter)]
    pub(super) fn notify(this: &BluetoothCharacteristicProperties) -> bool;

    #[wasm_bindgen(method, getter)]
    pub(super) fn write(this: &BluetoothCharacteristicProperties) -> bool;

    #[wasm_bindgen(method, getter, js_name = "writeWithoutResponse")]
    pub(super) fn write_without_response(this: &BluetoothCharacteristicProperties) -> bool;
}

/// A method that throws instead of answering, or is missing from a browser's own version of all
/// this, counts as having answered with what it threw.
pub(super) fn promised(answer: Result<Promise, JsValue>) -> Promise {
    answer.unwrap_or_else(|thrown| Promise::reject(&thrown))
}

/// `navigator.bluetooth`, where there is one.
pub(super) fn bluetooth_of_navigator() -> Option<Bluetooth> {
    let navigator: RadioNavigator = web_sys::window()?.navigator().unchecked_into();
    navigator.bluetooth()
}
