package dev.windlass.executor.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kubeadm join a:6443 --token abcdef.0123456789abcdef --x 1 | kubeadm join a:6443 --token [hidden] --x 1
            --token=whatever                                          | --token=[hidden]
            --certificate-key 0a1b2c3d                                | --certificate-key [hidden]
            use abcdef.0123456789abcdef here                          | use [hidden] here
            Authorization: Bearer abc.def-ghi                         | Authorization: Bearer [hidden]
            Authorization: Basic dXNlcjpwYXNz                         | Authorization: Basic [hidden]
            eyJhbGciOi.eyJzdWIi.c2ln end                              | [hidden] end
            client-key-data: LS0tLS1CRUdJTg==                         | client-key-data: [hidden]
            "password": "geheim",                                     | "password": "[hidden]",
            password=geheim next                                      | password=[hidden] next
            deb https://me:pw@packages.example/deb /                  | deb https://[hidden]@packages.example/deb /
            [upgrade/apply] Upgrading to version "v1.20.2"...         | [upgrade/apply] Upgrading to version "v1.20.2"...
            Pulled k8s.gcr.io/etcd:3.4.13-0                           | Pulled k8s.gcr.io/etcd:3.4.13-0
            Get:1 file:/opt/core:/stable:/v1.20/deb ./ Release        | Get:1 file:/opt/core:/stable:/v1.20/deb ./ Release
            """)
    void shouldHideSecretsAndNothingElse(String line, String masked) {
        assertThat(new SecretMask().line(line)).isEqualTo(masked);
    }

    @Test
    void shouldHideAPemBlockOverItsLines() {
        var mask = new SecretMask();
        var lines = List.of("key: -----BEGIN RSA PRIVATE KEY-----", "MIIEow", "-----END RSA PRIVATE KEY-----", "after");

        assertThat(lines.stream().map(mask::line).collect(Collectors.toList()))
                .containsExactly("key: [hidden]", "", "", "after");
    }
}
