//! Troubles in Chinese, simplified: what happened, and what to do.

use super::Kind;

pub(super) fn say(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::CodeLength => (
            "注册码有 {0} 个字母和数字，应为 18 个。",
            "请与注册管理员发给您的注册码核对。",
        ),
        Kind::CodeCharacter => (
            "注册码中有不应出现的字符。",
            "注册码只有字母和数字 2 至 7，没有 0 和 1。",
        ),
        Kind::CodeRefused => (
            "服务器不接受此注册码。",
            "注册码可能已使用或已过期。请向注册管理员索取新码。",
        ),
        Kind::TooManyTries => ("注册码尝试次数过多。", "请等一分钟再试。"),
        Kind::OtherRoot => (
            "此服务器与注册码不属于同一海关。",
            "请检查地址，并询问注册管理员。",
        ),
        Kind::NotReached => ("无法连接服务器。", "数据没有丢失。有网络后请重试。"),
        Kind::ServerAnswer => (
            "服务器的答复无法使用。",
            "数据没有丢失。请稍后重试；若仍如此，请报告本国海关。",
        ),
        Kind::ServerNotBelieved => (
            "服务器未能证明它属于本国海关。",
            "未从该服务器接收任何内容。请报告本国海关。",
        ),
        Kind::OfficerRefused => (
            "服务器不再接受您的证书。",
            "请向注册管理员索取新码并重新注册。您的核验记录仍存于本机。",
        ),
        Kind::ClocksApart => (
            "本设备与服务器的时钟相差超过一天。",
            "请校准本设备的时钟，然后重新同步。",
        ),
        Kind::Key => (
            "浏览器未能签名。",
            "请关闭其他应用后重试。若仍不行，请重新注册。",
        ),
        Kind::Store => (
            "本机未能保存。未保存的内容不会显示为已保存。",
            "请清理本机空间或退出无痕模式，然后重试。",
        ),
        Kind::StoreFull => (
            "本机已无剩余空间。",
            "请删除本机的其他内容后重试。核验记录会保留。",
        ),
        Kind::StoreTab => (
            "另一个标签页正占用本应用的存储。",
            "请关闭本应用的其他标签页，然后重试。",
        ),
        Kind::StoreUnreadable => (
            "本机保存的内容无法读取。",
            "不要清除浏览器数据：其中可能有核验记录。请报告本国海关。",
        ),
        Kind::NoBluetooth => (
            "此浏览器不支持 Web Bluetooth。",
            "请在 Android、Windows 或 ChromeOS 上使用 Chrome 或 Edge。iPhone 需使用支持 Web Bluetooth 的浏览器。",
        ),
        Kind::NoAdapter => (
            "浏览器在本机上找不到蓝牙。",
            "若蓝牙已关闭，请开启后重试。若本机没有蓝牙，请换用其他设备。",
        ),
        Kind::SwitchedOff => ("蓝牙已关闭。", "请在系统设置中开启蓝牙，然后重试。"),
        Kind::NotPermitted => (
            "本应用无权使用蓝牙。",
            "请在浏览器设置中允许本网站使用蓝牙，并在系统设置中允许浏览器访问附近设备。",
        ),
        Kind::NothingChosen => (
            "未选择锁。",
            "若列表中没有要找的锁：请开启蓝牙、靠近，并触碰锁杆以唤醒休眠的锁。",
        ),
        Kind::OutOfReach => (
            "锁不在通信范围内。",
            "请靠近并触碰锁杆以唤醒休眠的锁，然后重试。",
        ),
        Kind::NotTaken => (
            "锁未接受连接。",
            "可能有其他手机正连接此锁：请等其结束。否则请靠近后重试。",
        ),
        Kind::StillConnecting => (
            "本机仍在处理先前与此锁的连接。",
            "请关闭本应用的其他标签页，稍候再重试。",
        ),
        Kind::ConnectTimedOut => (
            "锁没有应答。",
            "请触碰锁杆以唤醒休眠的锁，然后重试。若仍如此，请关闭再开启蓝牙。",
        ),
        Kind::NoAnswer => (
            "锁中途不再应答。",
            "请保持在十米以内并重试。已读取的内容仍然保留。",
        ),
        Kind::NotALock => (
            "该设备不是 Railseal 锁。",
            "请选择名称为“RS-”加锁壳编号的设备。",
        ),
        Kind::LinkLost => (
            "连接中断，且未能恢复。",
            "请靠近后重试：读取将从中断处继续，不会改变锁的任何内容。",
        ),
        Kind::Flooded => (
            "该设备发送的数据超出任何锁。",
            "请按锁壳编号选择锁。若正是此锁，不得放行，并人工核验。",
        ),
        Kind::Radio => ("蓝牙出错。", "请关闭再开启蓝牙，然后重试。"),
        Kind::Stopped => ("您已停止读取。", "已读取的内容仍然保留：重试即从该处继续。"),
        Kind::OtherLock => (
            "要找的是锁 {0}，应答的却是 {1}。",
            "请核对锁壳编号并重新选择。若再次发生，不得放行：有锁冒用其他锁的名称应答。",
        ),
        Kind::LockUnclear => (
            "锁的广播内容无法读取。",
            "请重试。若仍如此，不得放行，并人工核验。",
        ),
        Kind::LockOlder => ("锁的协议版本比本应用旧。", "请人工核验，并安排更新锁。"),
        Kind::LockNewer => ("锁的协议版本比本应用新。", "请更新本应用，然后重试。"),
        Kind::LockMisspoke => (
            "锁的应答无法理解。",
            "请重新连接。若仍如此，不得放行，并人工核验。",
        ),
        Kind::LockBusy => ("锁未能应答。", "请稍候，再重新连接。"),
        Kind::CasingLength => (
            "锁号有 {0} 个字符，应为 12 个。",
            "锁号印在锁壳上，例如 RSLK00000017：四个字符加八位数字。",
        ),
        Kind::CasingCharacter => (
            "第 {0} 位不能是该字符。",
            "锁号以字母开头、以八位数字结尾，例如 RSLK00000017。",
        ),
        Kind::ScanNotPermitted => (
            "此页面无权使用摄像头。",
            "请在浏览器设置中允许此页面使用摄像头，或手动输入编号。",
        ),
        Kind::ScanNoCamera => (
            "没有摄像头，或摄像头正被占用。",
            "请关闭占用摄像头的程序后重新扫描，或手动输入编号。",
        ),
        Kind::ScanFailed => ("摄像头画面无法识别。", "请手动输入标签下方的编号。"),
        Kind::PapersNotLoaded => (
            "单证读取模块未能加载。",
            "请联网一次，重新加载应用，再重新读取锁。",
        ),
        Kind::ScanNotLoaded => ("读码模块未能加载。", "请联网后重新扫描，或手动输入。"),
        Kind::PartsForeign => (
            "这不是另一部手机显示的内容。",
            "请在那部手机上复制全部文本，再粘贴到这里。",
        ),
        Kind::PartsMixed => (
            "这些部分不属于同一内容。",
            "请重新开始，只扫描同一部手机的二维码。",
        ),
        Kind::PartsMissing => ("缺少部分：{0}。", "请再次复制全部文本并粘贴。"),
        Kind::ContainerLength => (
            "箱号有 {0} 个字符，应为 11 个。",
            "四个字母（第四个为 U、J 或 Z）加七位数字。",
        ),
        Kind::ContainerCharacter => (
            "第 {0} 位不能是该字符。",
            "四个字母（第四个为 U、J 或 Z）加七位数字。",
        ),
        Kind::ContainerCheck => (
            "末位数字不符：按其余各位应为 {0}。请重新读取箱号。",
            "四个字母（第四个为 U、J 或 Z）加七位数字。",
        ),
        Kind::LampCode => (
            "指示灯代码为两位数字。",
            "请再数一遍闪烁次数，并输入两位数字。",
        ),
        Kind::RefusedNotGenuine => ("锁不承认某个签名。", "如仍如此，请重新注册并告知主管机关。"),
        Kind::RefusedNotRecognised => (
            "锁的所属机关在此事项上不承认该机关。",
            "请由策略准许的关员操作。",
        ),
        Kind::RefusedNotInTime => (
            "按锁的时钟，不在有效期内。",
            "请同步以获取新证书。若锁的时钟有误，可由其所属机关校准。",
        ),
        Kind::RefusedRevoked => ("证书已被撤销。", "须由他人下令或同意。"),
        Kind::RefusedCannotSay => (
            "锁无法判断：时钟丢失或名单过期。",
            "请同步后重新连接，手机将带来新名单。所属机关随时可打开。",
        ),
        Kind::RefusedNoRight => ("您的角色无权下此指令。", "请由海关关员操作。"),
        Kind::RefusedNotForHere => ("该指令针对其他锁、箱或施封周期。", "请重新连接并重新下令。"),
        Kind::RefusedNotAdmitted => (
            "本次施封的策略不准许您操作。",
            "请由获准关员操作，或向机关申请授权。",
        ),
        Kind::RefusedQuorum => ("同意人数不足。", "请另一名关员在其手机上同意。"),
        Kind::RefusedStale => ("指令超时，或锁已重启。", "未发生任何操作，请重新下令。"),
        Kind::RefusedWrongState => ("锁在此状态下不接受该指令。", "请检查锁杆后重新连接。"),
        Kind::RefusedDoesNotFit => ("变更或查验与锁内记录不符。", "请重新读取锁并重新填写。"),
        Kind::RefusedGrant => ("授权不适用于此。", "请向机关另行申请。"),
        Kind::RefusedGrantUsed => ("授权已被使用。", "请向机关另行申请。"),
        Kind::RefusedSensors => ("锁杆未插入，或外壳打开。", "请将锁杆推到位后重新下令。"),
        Kind::RefusedIncomplete => ("指令所需内容不完整。", "请重新下令。"),
        Kind::RefusedNoRoom => ("锁的存储已满。", "请换用其他锁并上报。"),
        Kind::OrderJournal => ("锁的日志与先前读取的不连续。", "下令前请重新读取锁。"),
        Kind::OrderStillOpen => ("锁已接受指令，但尚未告知结果。", "查看锁杆，稍候再询问锁。"),
        Kind::OrderChanges => ("取出量超过原有数量。", "请核对邮件和重量。"),
        Kind::OrderNothingRead => ("没有可下的指令。", "请先读取锁。"),
        Kind::AgreementUnreadable => ("这不是 Railseal 的码，或不完整。", "请从对方手机重新读取。"),
        Kind::AgreementOtherHalf => (
            "这是另一半：应为同意码却是指令码，或相反。",
            "请读取对方手机当前显示的码。",
        ),
        Kind::AgreementNotWhole => (
            "指令所列的变更或查验没有随码一起传来。",
            "请勿同意。请从另一部手机重新读取。",
        ),
        Kind::AgreementPerson => ("无法承认签名人。", "请同步两部手机。如仍如此，请勿继续。"),
        Kind::AgreementOtherOrder => ("这是对另一指令的同意。", "请对方重新读取您的码。"),
        Kind::AgreementOwnOrder => ("这是同一人。", "须由另一人同意。"),
        Kind::GrantUnreadable => ("这不是授权，或不完整。", "请输入收到的全部文本。"),
        Kind::GrantNotBelieved => (
            "无法承认此授权的签发方。",
            "请同步后重新接收。如仍如此，请询问发送人。",
        ),
        Kind::GrantNotYours => (
            "此授权属于他人，或属于您以前的证书。",
            "请申请给本机现有证书的授权。",
        ),
        Kind::GrantOver => ("此授权已过期。", "请申请新的授权。"),
        Kind::SealNothing => (
            "服务器上没有该集装箱的单证。",
            "核对箱号。待单证提交后重新准备。",
        ),
        Kind::SealOtherLock => ("该集装箱应使用另一把锁施封。", "请取任务中指定的锁。"),
        Kind::SealNoIssuer => ("此服务器无人签发清单。", "请管理员在服务器上开设办事处。"),
        Kind::SealPapersNotBelieved => ("清单不可信。", "同步后重新准备。若仍如此，请勿施封。"),
        Kind::SealPapersOthers => (
            "清单和单证与所请求的不符。",
            "重新准备。若仍如此，请报告服务器问题。",
        ),
        Kind::SealDoesNotAddUp => ("单证数目不一致。", "请勿施封。待更正后重新准备。"),
        Kind::SealMovedOn => ("清单签发后锁又发生了变化。", "重新读取锁，再次准备。"),
        Kind::SealNobody => ("没有人能够解封。", "至少选择一个海关，人数一至五。"),
        Kind::SealPolicyTooLong => ("所选海关过多，锁无法记住。", "请少选一些。"),
        Kind::SealStation => (
            "这不是站点代码。",
            "请按路线中的写法填写：国家和地点，例如 KZDOS。",
        ),
        Kind::ChangeIncomplete => (
            "变更未填完，或数字有误。",
            "请填写所有栏：号码照写，重量以克计。",
        ),
    }
}
